import type { BudgetSnapshot } from "../budgets/snapshot";

/** The Overview of an event's scope and period: what the mail tells, to look into. */
export function overviewLink(url: string, { scope, period }: Pick<BudgetSnapshot, "scope" | "period">): string {
  const link = new URL(`${url}/`);
  link.searchParams.set("from", period.from);
  link.searchParams.set("to", period.to);
  for (const { dimension, values } of scope) for (const value of values) link.searchParams.append("where", `${dimension}=${value ?? ""}`);
  return link.href;
}
