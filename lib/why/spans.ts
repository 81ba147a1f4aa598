import { AppError } from "../errors";
import { type Amount, divide } from "../money";
import { dayOf, daysBetween, offsetMs, parseRange, previousRange, type Range } from "../time";

/** What is compared: [from, to) as in a query. Without `before`: what the dashboards call previous. */
export interface Compared {
  after: { from?: string | undefined; to?: string | undefined };
  before?: { from?: string | undefined; to?: string | undefined } | undefined;
}

export interface Spans {
  before: Range;
  after: Range;
  /** How long each is so far, in days on the wall: a day of 23 or 25 hours is one. */
  days: { before: Amount; after: Amount };
  perDay: boolean;
}

const DAY_MS = 86_400_000;
const SLACK_MS = 10 * 60_000;
const SLACK_SHARE = 0.05;

/** Both spans, and whether they differ so much in length that they must be compared per day. Throws `invalid` where one is empty. Pure; `now` is epoch ms. */
export function spansOf({ after: asked, before: other }: Compared, zone: string, now: number): Spans {
  if ((other?.from == null) !== (other?.to == null))
    throw new AppError("invalid", "Give the earlier period both its first day and its end.");
  const after = parseRange(asked, zone, now);
  const before = other?.from != null ? parseRange(other, zone, now) : previousRange(after, now, zone);
  const [short, long] = [wallMs(before, zone, now), wallMs(after, zone, now)].sort((a, b) => a - b) as [number, number];
  const differ = long - short;
  // A page that is a few minutes old asks for the same elapsed span as it was then.
  const perDay = short > 0 && (differ > SLACK_MS || differ > long * SLACK_SHARE);
  const daysOf = (range: Range): Amount => divide(String(wallMs(range, zone, now)), String(DAY_MS), 6) ?? "0";
  return { before, after, days: { before: daysOf(before), after: daysOf(after) }, perDay };
}

/** What of a range has gone by, as clocks on the wall show it; ms. */
function wallMs({ from, to }: Range, zone: string, now: number): number {
  const end = Math.max(from, Math.min(to, now));
  const wall = (at: number) => at + offsetMs(at, zone) - Date.parse(`${dayOf(at, zone)}T00:00:00Z`);
  return daysBetween(dayOf(from, zone), dayOf(end, zone)) * DAY_MS + wall(end) - wall(from);
}
