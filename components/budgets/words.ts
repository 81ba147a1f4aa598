import type { BudgetScope, BudgetState, Recipients, StandingBudget } from "../../lib/budgets/budget";
import { allDimensions, type DimensionId } from "../../lib/metrics/dimensions";
import { type Amount, compare, formatCount, formatRatio, isZero, multiply, negate, subtract } from "../../lib/money";
import type { Period } from "../../lib/time";
import { dayText } from "../filters/scope";
import { writeEntry } from "../filters/where";
import { valueLabel } from "../panels/value-label";
import { counted, minuteText } from "../sources/words";
import { amountText, type Measure } from "./measure";

/** Who can be told: a person with an active account. */
export interface Addressee {
  id: string;
  email: string;
  name: string | null;
  role: string;
}

/** Who and what can be told, by name: people with an active account, and channels. Empty for those who don't choose. */
export interface Audience {
  people: readonly Addressee[];
  channels: readonly { id: string; name: string; kind: string }[];
}

export const STATE_WORDS: Record<BudgetState, { label: string; variant: "success" | "warning" | "destructive" | "neutral" }> = {
  under: { label: "Under budget", variant: "success" },
  warned: { label: "Past a threshold", variant: "warning" },
  reached: { label: "Used up", variant: "destructive" },
  late: { label: "Data is late", variant: "warning" },
  unpriced: { label: "No price known", variant: "neutral" },
  no_data: { label: "No data yet", variant: "neutral" },
};

/** The same of an average, which is not used up. */
const LIMIT_WORDS: Partial<Record<BudgetState, string>> = { under: "Below its limit", reached: "At its limit or above" };

export function stateText(state: BudgetState, { sum }: Pick<Measure, "sum">): string {
  return (sum ? undefined : LIMIT_WORDS[state]) ?? STATE_WORDS[state].label;
}

export const PERIOD_WORDS: Record<Period, string> = { day: "Day", week: "Week", month: "Month", quarter: "Quarter", year: "Year" };

const MONTHS = "January,February,March,April,May,June,July,August,September,October,November,December".split(",");

/** A period by its first date: "November", "Q4", "2026", "week of Nov 16", "Nov 22"; months and quarters with their year where asked. */
export function periodName(period: Period, from: string, withYear = false): string {
  const year = withYear ? ` ${from.slice(0, 4)}` : "";
  const month = Number(from.slice(5, 7));
  switch (period) {
    case "day":
      return dayText(from, withYear);
    case "week":
      return `week of ${dayText(from, withYear)}`;
    case "month":
      return `${MONTHS[month - 1] ?? from}${year}`;
    case "quarter":
      return `Q${Math.ceil(month / 3)}${year}`;
    case "year":
      return from.slice(0, 4);
  }
}

export const dimensionLabel = (id: DimensionId): string => allDimensions.find((dimension) => dimension.id === id)?.label ?? id;

/** "Feature support-chat or search, Team Search & Discovery", "The whole company". `labels` by dimension and value. */
export function scopeText(scope: BudgetScope, labels?: Record<string, Record<string, string>>): string {
  if (scope.length === 0) return "The whole company";
  return scope
    .map(
      ({ dimension, values }) => `${dimensionLabel(dimension)} ${values.map((value) => valueLabel(dimension, value, labels)).join(" or ")}`,
    )
    .join(", ");
}

/** A scope as the filters of a question. */
export const whereOf = (scope: BudgetScope): string[] =>
  scope.flatMap(({ dimension, values }) => values.map((value) => writeEntry({ dimension, value })));

/** "All managers, Ada Byron, the channel ops"; people and channels whose names are not known here are counted. */
export function recipientsText({ roles, users, channels }: Recipients, audience: Audience): string {
  const named = users.flatMap((id) => audience.people.filter((person) => person.id === id).map(({ name, email }) => name ?? email));
  const known = channels.flatMap((id) => audience.channels.filter((one) => one.id === id).map(({ name }) => `the channel ${name}`));
  const rest = (count: number, one: string, many: string) => (count > 0 ? [counted(count, one, many)] : []);
  return [
    ...roles.map(roleText),
    ...named,
    ...rest(users.length - named.length, "person", "people"),
    ...known,
    ...rest(channels.length - known.length, "channel", "channels"),
  ].join(", ");
}

export function roleText(role: string): string {
  return role === "finance" ? "everyone in finance" : `all ${role}s`;
}

/** "80 %" of the share "0.8". */
export const percent = (share: Amount): string => `${multiply(share, "100")} %`;

/** Cut, not rounded: 99.9 % is not 100 %. Null is "—". */
export const shareOfAmount = (share: Amount | null): string => (share == null ? "—" : `${Math.floor(Number(share) * 100 + 1e-9)} %`);

/** "9 days left", "the last day", of a day's budget "ends today": the running day counts. */
export function daysLeftText({ period, current: { daysLeft } }: Pick<StandingBudget, "period" | "current">): string {
  if (period === "day") return "ends today";
  return daysLeft === 1 ? "the last day" : `${counted(daysLeft, "day")} left`;
}

/** "Support is at 85 % of its November budget: $85.00 of $100, 9 days left." */
export function headline(budget: StandingBudget, measure: Measure): string {
  const { name, period, amount, current } = budget;
  const { spent, share, from, state } = current;
  const of = `its ${periodName(period, from)} ${measure.sum ? "budget" : "limit"}`;
  if (state === "unpriced") return `${name}: no call has a price, so nothing is known of ${of} of ${amountText(amount, measure)}.`;
  if (spent == null) return `${name}: nothing is known yet of ${of} of ${amountText(amount, measure)}.`;
  const late = state === "late" ? "; data is late" : "";
  return `${name} is at ${shareOfAmount(share)} of ${of}: ${amountText(spent, measure)} of ${amountText(amount, measure)}, ${daysLeftText(budget)}${late}.`;
}

/** "$15.00 left", "$480 over". Null where nothing is known. */
export function leftText({ amount, current }: StandingBudget, measure: Measure): string | null {
  if (current.spent == null) return null;
  const left = subtract(amount, current.spent);
  if (compare(left, "0") < 0) return `${amountText(negate(left), measure)} over`;
  return `${amountText(left, measure)} ${measure.sum ? "left" : "below"}`;
}

/** "forecast $13,200 ($12,400 to $14,100), $1,200 over". Null without a forecast. */
export function forecastText({ amount, current: { forecast } }: StandingBudget, measure: Measure): string | null {
  if (!forecast) return null;
  const over = subtract(forecast.value, amount);
  const beyond = compare(over, "0") > 0 ? `, ${amountText(over, measure)} over` : "";
  return `forecast ${amountText(forecast.value, measure)} (${amountText(forecast.low, measure)} to ${amountText(forecast.high, measure)})${beyond}`;
}

/** "$400 more than expected by now", "as expected by now". Null where there is no expectation. */
export function paceText({ current: { spent, forecast } }: StandingBudget, measure: Measure): string | null {
  if (spent == null || forecast?.expectedByNow == null) return null;
  const more = subtract(spent, forecast.expectedByNow);
  if (isZero(more)) return "as expected by now";
  return compare(more, "0") > 0
    ? `${amountText(more, measure)} more than expected by now`
    : `${amountText(negate(more), measure)} less than expected by now`;
}

/** "$3,000 more is given out than this budget has", "$17,000 of it is given to 3 budgets". Null where nothing is given out. */
export function allocationText({ allocation }: StandingBudget, measure: Measure): string | null {
  if (!allocation || allocation.children === 0) return null;
  if (compare(allocation.over, "0") > 0) return `${amountText(allocation.over, measure)} more is given out than this budget has`;
  return `${amountText(allocation.amount, measure)} of it is given to ${counted(allocation.children, "budget")} below`;
}

/** "2.8 % of requests have no price and count nothing", "… count $41.00 at the fallback price". Null where all are priced. */
export function unpricedText({ current: { pricedShare, unpriced } }: StandingBudget, measure: Measure): string | null {
  if (!unpriced || isZero(unpriced.requests)) return null;
  const share =
    pricedShare == null || compare(pricedShare, "1") >= 0
      ? `${formatCount(unpriced.requests)} requests`
      : `${formatRatio(subtract("1", pricedShare))} of requests`;
  return unpriced.counted == null
    ? `${share} have no price and count nothing`
    : `${share} have no price and count ${amountText(unpriced.counted, measure)} at the fallback price`;
}

/** "As of 2026-11-22 09:02. Its scope reads …": why the figure is not of now. Null where it is. */
export function staleText({ current: { stale, zone } }: StandingBudget): string | null {
  if (!stale) return null;
  return `${stale.asOf == null ? "Not read yet" : `As of ${minuteText(stale.asOf, zone)}`}. ${stale.reason}`;
}

/** "Muted until 2026-10-03 14:05". Null where it is not. */
export function mutedText({ mutedUntil }: Pick<StandingBudget, "mutedUntil">, zone: string, now: number): string | null {
  return mutedUntil == null || Date.parse(mutedUntil) <= now ? null : `Muted until ${minuteText(mutedUntil, zone)}`;
}

/** "Data through 2026-11-22 11:14, Europe/Berlin": of the budget that is furthest behind. */
export function freshnessText(budgets: readonly StandingBudget[]): string {
  const zone = budgets[0]?.current.zone ?? "";
  const [earliest] = budgets.flatMap(({ current: { dataThrough } }) => dataThrough ?? []).sort();
  return earliest ? `Data through ${minuteText(earliest, zone)}, ${zone}` : `No data yet, ${zone}`;
}
