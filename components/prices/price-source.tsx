/** Where a price comes from, as a link where there is one. */
export function PriceSource({ source, url }: { source: string; url: string | null }) {
  return url ? (
    <a href={url} target="_blank" rel="noreferrer" className="text-primary underline-offset-4 hover:underline">
      {source}
    </a>
  ) : (
    source
  );
}
