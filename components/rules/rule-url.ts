import { createLoader, parseAsNativeArrayOf, parseAsString } from "nuqs/server";
import type { WatchedScope } from "../../lib/metrics/scope-schema";
import { scopeFrom } from "../budgets/draft";

/** What a new rule begins with, in the address: a template, or a metric and filters as a chart has them. */
export const loadBeginning = createLoader({
  template: parseAsString,
  metric: parseAsString,
  where: parseAsNativeArrayOf(parseAsString),
});

export type RuleBeginning = { template: string } | { template: null; metric: string; scope: WatchedScope };

/** Null where the address names nothing, or a metric that there isn't. */
export function beginningOf(
  { template, metric, where }: Awaited<ReturnType<typeof loadBeginning>>,
  metrics: readonly { id: string }[],
): RuleBeginning | null {
  if (template) return { template };
  if (metric == null || !metrics.some(({ id }) => id === metric)) return null;
  return { template: null, metric, scope: scopeFrom(where ?? []) };
}
