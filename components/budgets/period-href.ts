/** The address of a page over a budget's period [from, to) with these filters. */
export function periodHref(path: string, { from, to }: { from: string; to: string }, where: readonly string[]): string {
  const params = new URLSearchParams({ from, to });
  for (const entry of where) params.append("where", entry);
  return `${path}?${params.toString()}`;
}
