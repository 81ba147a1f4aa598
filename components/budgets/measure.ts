import type { MetricDescription } from "../../lib/metrics";
import { type Amount, divide, isZero, multiply } from "../../lib/money";
import { formatFigure } from "../panels/figure";

type Unit = MetricDescription["unit"];

/** How a budget's numbers are written and typed. `sum`: burned down through the period; else an average to stay below. */
export interface Measure {
  label: string;
  unit: Unit;
  sum: boolean;
}

/** "Cost" in dollars where the metric is not known here. */
export function measureOf(metrics: readonly MetricDescription[], id: string): Measure {
  return metrics.find((one) => one.id === id) ?? { label: id, unit: "usd", sum: true };
}

/** "$12,480", "84.2 %", "1.2 s". Null is "—"; zero in a table is "0". */
export function amountText(value: Amount | null, { unit }: Pick<Measure, "unit">, style: "tile" | "table" | "exact" = "tile"): string {
  return style === "table" && value != null && isZero(value) ? "0" : formatFigure(value, unit, style);
}

const TYPED: Record<Unit, string> = {
  usd: "USD",
  usd_per_1k: "USD per 1,000 requests",
  ratio: "%",
  ms: "ms",
  count: "",
  hours: "hours",
  watts: "W",
  kwh: "kWh",
};

/** A label within a sentence: "idle GPU cost", but "GPU cost". */
export const labelInText = (label: string): string =>
  /^[A-Z][A-Z]/.test(label) ? label : `${label[0]?.toLowerCase() ?? ""}${label.slice(1)}`;

/** What stands behind the label of a field for an amount: ", USD"; nothing for counts. */
export const typedUnit = ({ unit }: Pick<Measure, "unit">): string => (TYPED[unit] ? `, ${TYPED[unit]}` : "");

/** As people type it: shares in percent. */
export function typedAmount(amount: Amount, { unit }: Pick<Measure, "unit">): string {
  return unit === "ratio" ? multiply(amount, "100") : amount;
}

/** "$5,000" → "5000", "2 %" of a share → "0.02"; what is no number goes on as it is, and the server says so. */
export function readAmount(text: string, { unit }: Pick<Measure, "unit">): string {
  const plain = text.replace(/[$,%\s_]/g, "");
  if (!/^\d+(\.\d+)?$/.test(plain)) return plain;
  return unit === "ratio" ? (divide(plain, "100") ?? plain) : plain;
}

/** A round number of an axis in the unit: "$20", "1.5 k", "40 %". */
export function axisText({ unit }: Pick<Measure, "unit">): (value: number) => string {
  if (unit === "ms") return (value) => (value < 1000 ? `${value} ms` : `${value / 1000} s`);
  return (value) => (unit.startsWith("usd") && value < 1000 ? `$${value}` : amountText(String(value), { unit }, "tile"));
}

const GROUPS: readonly { label: string; holds: (measure: Measure) => boolean }[] = [
  { label: "Money, added up", holds: ({ sum, unit }) => sum && unit === "usd" },
  { label: "Counts, added up", holds: ({ sum }) => sum },
  { label: "Money for each", holds: ({ unit }) => unit === "usd" || unit === "usd_per_1k" },
  { label: "Shares and rates", holds: ({ unit }) => unit === "ratio" },
  { label: "Durations", holds: ({ unit }) => unit === "ms" },
  { label: "Other figures", holds: () => true },
];

/** Every metric once, under the first heading that fits; headings without one are left out. */
export function measureGroups(metrics: readonly MetricDescription[]): { label: string; metrics: MetricDescription[] }[] {
  const groups = GROUPS.map(({ label }) => ({ label, metrics: [] as MetricDescription[] }));
  for (const metric of metrics) groups[GROUPS.findIndex((group) => group.holds(metric))]?.metrics.push(metric);
  return groups.filter((group) => group.metrics.length > 0);
}
