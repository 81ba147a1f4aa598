import type { ConditionalPrice, ModelPrice } from "@pydantic/genai-prices";

/** When one of a model's prices holds. Times are epoch ms, [from, to); of several that hold, the first in the list is the price. */
export interface Span {
  from: number;
  to: number;
  /** Seconds of the UTC day, [from, to), wrapping over midnight; null: all day. */
  hours: { from: number; to: number } | null;
  /** From this instant the hours hold from Monday to Friday only. */
  weekdaysOnlyFrom: number | null;
}

export interface DatedPrices extends Span {
  prices: ModelPrice;
}

/**
 * DeepSeek bills V4 off-peak all day at weekends since 2026-08-23 (Beijing time; both peak windows fall on one day there and in UTC). The data
 * notes it and has no way to say it (its comment on these models, read 2026-11-22).
 */
const WEEKDAY_HOURS: Record<string, string> = { "deepseek/deepseek-v4-flash": "2026-08-23", "deepseek/deepseek-v4-pro": "2026-08-23" };

/**
 * A model's prices with when they hold, the one that wins first. In the data the last entry that holds wins. A daily window listed after a dated
 * price belongs to that price and starts with it: the data's format can't carry both, and says so in its comment on DeepSeek V4.
 */
export function datedPrices(listedAs: string, prices: ConditionalPrice[] | ModelPrice): DatedPrices[] {
  if (!Array.isArray(prices)) return [{ from: -Infinity, to: Infinity, hours: null, weekdaysOnlyFrom: null, prices }];
  const dated: DatedPrices[] = [];
  let from = -Infinity;
  const weekdays = WEEKDAY_HOURS[listedAs];
  for (const entry of prices) {
    const { constraint } = entry;
    if (constraint?.type === "start_date") {
      from = Date.parse(`${constraint.start_date}T00:00:00Z`);
      for (const earlier of dated) earlier.to = Math.min(earlier.to, from);
    }
    const hours =
      constraint?.type === "time_of_date" ? { from: secondOfDay(constraint.start_time), to: secondOfDay(constraint.end_time) } : null;
    dated.push({
      from,
      to: Infinity,
      hours,
      prices: entry.prices,
      weekdaysOnlyFrom: hours && weekdays !== undefined ? Date.parse(weekdays) : null,
    });
  }
  return dated.reverse();
}

const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:Z|([+-])(\d{2}):(\d{2}))$/;
const DAY_S = 86_400;

function secondOfDay(time: string): number {
  const [, hour, minute, second, sign, offsetHour, offsetMinute] = TIME.exec(time) ?? [];
  if (hour === undefined) throw new RangeError(`not a time of day: ${time}`);
  const offset = sign === undefined ? 0 : (Number(offsetHour) * 3600 + Number(offsetMinute) * 60) * (sign === "+" ? 1 : -1);
  return (Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offset + DAY_S) % DAY_S;
}

/** Whether the price holds at `at`, epoch ms. */
export function holds(span: Span, at: number): boolean {
  if (at < span.from || at >= span.to) return false;
  if (span.hours === null) return true;
  if (span.weekdaysOnlyFrom !== null && at >= span.weekdaysOnlyFrom) {
    const day = new Date(at).getUTCDay();
    if (day === 0 || day === 6) return false;
  }
  const second = Math.floor(at / 1000) % DAY_S;
  const { from, to } = span.hours;
  return from <= to ? second >= from && second < to : second >= from || second < to;
}

const HOUR_MS = 3_600_000;

/** Whether the price can begin or end inside a UTC hour. */
export function cutsHours(span: Span): boolean {
  const edges = [span.from, span.to, span.weekdaysOnlyFrom ?? 0].filter(Number.isFinite);
  return (
    edges.some((edge) => edge % HOUR_MS !== 0) || (span.hours !== null && (span.hours.from % 3600 !== 0 || span.hours.to % 3600 !== 0))
  );
}
