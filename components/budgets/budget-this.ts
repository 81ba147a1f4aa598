/** The address that opens the form of a new budget for what a chart or a row shows. */
export function budgetThisHref({ metric, where }: { metric: string; where: readonly string[] }): string {
  const params = new URLSearchParams({ new: "1", metric });
  for (const entry of where) params.append("where", entry);
  return `/budgets?${params.toString()}`;
}
