/** The address of the editor for what a chart shows. */
export function newRuleHref({ metric, where }: { metric: string; where: readonly string[] }): string {
  const params = new URLSearchParams({ metric });
  for (const entry of where) params.append("where", entry);
  return `/alerts/rules/new?${params.toString()}`;
}
