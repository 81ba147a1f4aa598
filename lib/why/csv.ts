import { toCsv } from "../metrics";
import { type Explanation, STEPS } from "./explanation";

/** A row for each feature and one for their total; USD, exact, per day where `per_day` says so. */
export function explanationCsv({ features, before, after, change, steps, perDay }: Explanation): string {
  const rows = [
    ...features.map((one) => ({
      feature: one.label ?? one.feature,
      before: one.before,
      after: one.after,
      change: one.change,
      steps: one.steps,
    })),
    { feature: "(total)", before: before.cost, after: after.cost, change, steps },
  ];
  const numbers = ["before", "after", "change", ...STEPS];
  return toCsv({
    data: rows.map(({ steps: parts, ...row }) => ({ ...row, ...parts, per_day: perDay ? "yes" : "no" })),
    meta: { by: ["feature", "per_day"], metrics: numbers.map((id) => ({ id, label: id, unit: "usd" })) },
  });
}
