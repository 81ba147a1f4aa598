import type { BudgetHistory } from "../../lib/budgets/history";
import { type Amount, subtract } from "../../lib/money";
import { bucketAt, type Grain, startOfDay } from "../../lib/time";

type Series = BudgetHistory["series"];

/** One bucket of the running period: the API's point, what it added by itself, and how much of it has passed (0 to 1). */
export type BurnStep = Series["points"][number] & { added: Amount | null; passed: number };

/** `now` is epoch ms. What a bucket after an unknown one added is unknown too. For averages `added` is null. */
export function burnSteps({
  series: { grain, points },
  sum,
  zone,
  now,
}: {
  series: Series;
  sum: boolean;
  zone: string;
  now: number;
}): BurnStep[] {
  return points.map((point, index) => {
    const before = index === 0 ? "0" : (points[index - 1]?.actual ?? null);
    const { from, to } = bucketAt(grain, grain === "hour" ? Date.parse(point.key) : startOfDay(point.key, zone), zone);
    return {
      ...point,
      added: !sum || point.actual == null || before == null ? null : subtract(point.actual, before),
      passed: Math.max(0, Math.min(1, (now - from) / (to - from))),
    };
  });
}

/** The table as CSV: a row a bucket, amounts with all their digits, nothing for unknown. */
export function burnCsv(steps: readonly BurnStep[], grain: Grain): string {
  const rows = steps.map(({ key, added, actual, expected, forecast }) =>
    [key, added, actual, expected, forecast?.value, forecast?.low, forecast?.high].map((cell) => cell ?? "").join(","),
  );
  return `${[[grain, "added", "actual", "expected", "forecast", "forecast_low", "forecast_high"].join(","), ...rows].join("\n")}\n`;
}
