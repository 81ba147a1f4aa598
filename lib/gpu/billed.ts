import { type Amount, add, divide } from "../money";
import { addDays, firstOfMonth } from "../time";
import { type Attribution, attribution, type BilledPeriod, type DatedRate, figureOn, type GpuRule, isBefore } from "./attribute";
import { ALWAYS } from "./stated";

/** What bill lines of one rate came to in one charge period; whole days, the last exclusive. */
export interface BilledLines {
  from: string;
  to: string;
  lines: number;
  usd: Amount;
}
/** Time of cards by day, host and GPU model. */
export interface CardTime {
  day: string;
  host: string | null;
  gpuModel: string | null;
  hours: Amount;
}
export interface Billed extends BilledPeriod, BilledLines {
  hours: Amount;
}

/** Decimal places of a rate from bills. */
export const PLACES = 18;

/**
 * Rates per hour from bills, by rate and charge period: dollars of the lines ÷ hours of the rate's cards, which are those it names and no more particular
 * rate has a figure for; so cost and bill come to the same. A period without cards has no rate. `lines`: periods to settle; others stay as `rates` have
 * them. Pure.
 */
export function billRates(
  rules: readonly GpuRule[],
  rates: readonly DatedRate[],
  lines: ReadonlyMap<number, readonly BilledLines[]>,
  time: readonly CardTime[],
): Map<number, Billed[]> {
  const found = new Map<number, Billed[]>();
  const current = rates.map((rate) => ({
    ...rate,
    billed: rate.billed?.filter((period) => !has(lines.get(rate.id), period)) ?? null,
  }));
  // The most particular first, since what it has a figure for is none of the others'.
  const billed = current.filter((rate) => rate.billed !== null).sort((a, b) => Number(isBefore(b, a)) - Number(isBefore(a, b)));
  for (const rate of billed) {
    const periods = lines.get(rate.id) ?? [];
    const hours = hoursByDay(
      rate,
      periods,
      attribution(rules, current, (served) => served),
      time,
    );
    const settled = periods.flatMap((period) => {
      const within = [...hours].flatMap(([day, amount]) => (period.from <= day && day < period.to ? [amount] : []));
      const all = add("0", ...within);
      const usdPerHour = divide(period.usd, all, PLACES);
      return usdPerHour === null ? [] : [{ ...period, hours: all, usdPerHour }];
    });
    found.set(rate.id, settled);
    rate.billed = [...(rate.billed ?? []), ...settled];
  }
  return found;
}

/**
 * Lines of single days of one month that follow each other as one period: the mean rate of a month says more than that of a day in which half of the
 * samples are missing, and years of daily bills cut spans by the month. Longer charge periods stay as they are. In order of days. Pure.
 */
export function mergeDays(lines: readonly BilledLines[]): BilledLines[] {
  const isDay = ({ from, to }: BilledLines) => to === addDays(from, 1);
  const merged: BilledLines[] = [];
  for (const line of [...lines].sort((a, b) => (a.from < b.from ? -1 : 1)).filter(isDay)) {
    const last = merged.at(-1);
    if (last?.to === line.from && firstOfMonth(last.from) === firstOfMonth(line.from))
      merged[merged.length - 1] = { from: last.from, to: line.to, lines: last.lines + line.lines, usd: add(last.usd, line.usd) };
    else merged.push(line);
  }
  // Of the same days as a longer charge period: one period.
  const all = new Map<string, BilledLines>();
  for (const period of [...merged, ...lines.filter((line) => !isDay(line))]) {
    const key = `${period.from} ${period.to}`;
    const same = all.get(key);
    all.set(key, same ? { ...same, lines: same.lines + period.lines, usd: add(same.usd, period.usd) } : period);
  }
  return [...all.values()].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : 1));
}

const has = (periods: readonly BilledLines[] | undefined, { from, to }: BilledPeriod): boolean =>
  periods?.some((period) => period.from === from && period.to === to) ?? false;

/** Hours of a rate's cards by day. */
function hoursByDay(rate: DatedRate, periods: readonly BilledLines[], all: Attribution, time: readonly CardTime[]): Map<string, Amount> {
  // As if it had always held: the bill of a month in which it began is for the whole month.
  const own = attribution([], [{ ...rate, from: ALWAYS }], (served) => served);
  const days = new Map<string, Amount[]>();
  for (const { day, hours, ...names } of time) {
    if (!periods.some(({ from, to }) => from <= day && day < to)) continue;
    const pool = all.pool(names, day);
    if (own.ratesOn(names, pool, day).length === 0) continue;
    if (all.ratesOn(names, pool, day).some((other) => isBefore(other, rate) && figureOn(other, day) !== null)) continue;
    days.set(day, [...(days.get(day) ?? []), hours]);
  }
  return new Map([...days].map(([day, amounts]) => [day, add(...amounts)]));
}
