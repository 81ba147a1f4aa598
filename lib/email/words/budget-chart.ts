import type { BudgetSnapshot } from "../../budgets/snapshot";
import { type Amount, add, compare, divide, multiply, subtract } from "../../money";
import { addDays, bucketsIn, isDay, startOfDay } from "../../time";
import type { MailChart } from "../content";
import { dayName, monthName, weekName } from "../dates";
import type { Point } from "../png/chart";
import { percent, valueText } from "../value-text";
import type { BudgetAmounts } from "./budget-amounts";

type Grain = BudgetSnapshot["series"]["grain"];

/** "21 November", "the week of 16 November", "November" or "14:00". */
export function bucketName(key: string): string {
  if (isDay(key)) return dayName(key);
  if (/^\d{4}-W\d\d$/.test(key)) return weekName(key);
  return key.length === 7 ? monthName(`${key}-01`) : key.slice(11, 16);
}

/** How the period filled up, bar by bar, to its lines; what is still to come by the forecast in stripes. Averages stand bar by bar. */
export function budgetChart(given: BudgetSnapshot, amounts: BudgetAmounts): MailChart {
  const series = { ...given.series, buckets: filled(given.series.buckets) };
  const snapshot = { ...given, series };
  const { threshold, line, amount, basis, forecast, crossedOn } = snapshot;
  const { unit, isSum, label } = amounts;
  const known = isSum ? addUp(series.buckets.map(({ cost }) => cost)) : series.buckets.map(({ cost }) => cost);
  const now = series.buckets.map(({ key, partial }, i): Point => {
    const look = partial ? "partial" : basis === "actual" && crossedOn != null && key >= crossedOn ? "strong" : "plain";
    return { value: number(known[i] ?? null), look };
  });
  const coming = isSum && forecast ? remaining(snapshot) : [];
  const isSecond = compare(threshold, "1") !== 0;
  const lines = [{ at: Number(amount), look: "solid" as const }, ...(isSecond ? [{ at: Number(line), look: "dashed" as const }] : [])];
  const last = series.buckets.at(-1);
  const first = bucketName(series.buckets[0]?.key ?? snapshot.period.from);
  const until = coming.at(-1)?.name ?? (last ? `${bucketName(last.key)}${last.partial ? ", so far" : ""}` : "");
  const top = highest(series.buckets);
  const thing = snapshot.metric === "cost" ? "spend" : label;
  return {
    title: isSum
      ? `${snapshot.metric === "cost" ? "Spent" : capital(label)} by ${series.grain}, added up`
      : `${capital(label)} by ${series.grain}`,
    alt: [
      `Chart: ${thing} ${isSum ? `reaches ${valueText(snapshot.spent, unit)}` : `is ${valueText(snapshot.spent, unit)}`} of ${valueText(amount, unit)}${last ? ` by ${bucketName(last.key)}` : ""}.`,
      top ? `Highest ${series.grain}: ${bucketName(top.key)}, ${valueText(top.cost, unit)}.` : "",
      coming.length > 0 && forecast
        ? `The forecast ends at ${valueText(forecast.value, unit)} on ${dayName(addDays(snapshot.period.to, -1))}.`
        : "",
    ]
      .filter(Boolean)
      .join(" "),
    picture: {
      kind: "bars",
      points: [...now, ...coming.map(({ value }): Point => ({ value, look: "forecast" }))],
      lines,
      interval: coming.length > 0 && forecast ? { low: Number(forecast.low), high: Number(forecast.high) } : null,
      mark: null,
    },
    first,
    last: until,
    legend: [
      `Line: ${valueText(amount, unit)}, the budget.`,
      isSecond ? `Dashed: ${valueText(line, unit)}, ${percent(threshold)} of it.` : "",
      now.some(({ look }) => look === "strong") && crossedOn ? `Dark: since ${dayName(crossedOn)}.` : "",
      coming.length > 0 ? "Striped: forecast, with its interval at the end." : "",
      top ? `Highest ${series.grain}: ${bucketName(top.key)}, ${valueText(top.cost, unit)}.` : "",
    ]
      .filter(Boolean)
      .join(" "),
  };
}

const number = (value: Amount | null): number | null => (value == null ? null : Number(value));
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Those up to the last of which something is known or that is over: one that has begun without a record is still to come. */
function filled(buckets: BudgetSnapshot["series"]["buckets"]): BudgetSnapshot["series"]["buckets"] {
  return buckets.slice(0, buckets.findLastIndex(({ cost, partial }) => cost != null || !partial) + 1);
}

/** What was reached by the end of each bucket; unknown ones leave a gap and add nothing. */
function addUp(costs: readonly (Amount | null)[]): (Amount | null)[] {
  let sum: Amount = "0";
  return costs.map((cost) => {
    if (cost == null) return null;
    sum = add(sum, cost);
    return sum;
  });
}

function highest(buckets: BudgetSnapshot["series"]["buckets"]): { key: string; cost: Amount } | null {
  let top: { key: string; cost: Amount } | null = null;
  for (const { key, cost } of buckets) if (cost != null && compare(cost, top?.cost ?? "0") > 0) top = { key, cost };
  return top;
}

/** The buckets after the last one of the series, rising evenly to the forecast. */
function remaining({ period, series, spent, forecast }: BudgetSnapshot): { name: string; value: number }[] {
  const shown = new Set(series.buckets.map(({ key }) => key));
  const all = bucketsIn(
    { from: startOfDay(period.from, period.zone), to: startOfDay(period.to, period.zone) },
    series.grain as Grain,
    period.zone,
  );
  const left = all.filter(({ key }) => !shown.has(key) && key > (series.buckets.at(-1)?.key ?? ""));
  const step = divide(subtract(forecast?.value ?? spent, spent), String(left.length)) ?? "0";
  return left.map(({ key }, i) => ({
    name: bucketName(key),
    value: Number(i + 1 === left.length ? (forecast?.value ?? spent) : add(spent, multiply(step, String(i + 1)))),
  }));
}
