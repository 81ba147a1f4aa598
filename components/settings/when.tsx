/** A day as "2026-11-22", the instant in UTC on hover; `never` where there is none. The same on server and browser, whatever their zones. */
export function When({ at, never }: { at: string | null; never: string }) {
  if (!at) return <>{never}</>;
  return (
    <time dateTime={at} title={`${at.slice(0, 16).replace("T", " ")} UTC`}>
      {at.slice(0, 10)}
    </time>
  );
}
