import type { AlertEvent, EventResponse } from "../../lib/alerts/event";
import { addDays, dayOf, wallText } from "../../lib/time";
import { bucketLabel } from "../charts/bucket-label";
import { dayText } from "../filters/scope";
import { lastedText } from "../rules/words";

/** How an alert stands for the one who reads it. */
export interface Standing {
  label: string;
  variant: "success" | "warning" | "destructive" | "neutral" | "primary";
}

type Timed = Pick<AlertEvent, "change" | "open" | "at" | "resolvedAt" | "correctedAt" | "responses">;

/** Open and nobody's yet, taken by somebody, silent for a while, over, or taken back by restated data. `now` is epoch ms. */
export function standingOf({ change, open, resolvedAt, correctedAt, responses }: Timed, now: number): Standing {
  if (correctedAt) return { label: "Corrected", variant: "neutral" };
  if (change === "resolved") return { label: "End of an alert", variant: "success" };
  if (resolvedAt) return { label: "Ended", variant: "success" };
  if (open) return { label: "Open", variant: "warning" };
  if (responses.some(({ kind }) => kind === "acknowledged")) return { label: "Acknowledged", variant: "primary" };
  if (snoozedUntil(responses, now)) return { label: "Snoozed", variant: "neutral" };
  return { label: "Over", variant: "neutral" };
}

/** Until when somebody let it rest, where that is still ahead. */
export function snoozedUntil(responses: readonly EventResponse[], now: number): string | null {
  const ends = responses.flatMap(({ until }) => (until && Date.parse(until) > now ? [until] : []));
  return ends.sort().at(-1) ?? null;
}

/** "14:05" on `day`, "Nov 3, 14:05" on another one. */
export function momentText(time: string, zone: string, day: string): string {
  const wall = wallText(Date.parse(time), zone);
  return wall.startsWith(day) ? wall.slice(11, 16) : `${dayText(wall.slice(0, 10))}, ${wall.slice(11, 16)}`;
}

/** "began 14:05, for 2 h so far", "14:05 to 16:10, 2 h 05 min", "Nov 1, 14:05 to 16:10, 2 h 05 min", "began 14:05": times of a group of `day`. */
export function whenText(event: Timed & Pick<AlertEvent, "kind">, { zone, now, day }: { zone: string; now: number; day: string }): string {
  const began = momentText(event.at, zone, day);
  if (event.change === "resolved") return `ended ${began}`;
  if (event.resolvedAt) {
    const lasted = lastedText(Date.parse(event.resolvedAt) - Date.parse(event.at));
    // A date stands once.
    return `${began} to ${momentText(event.resolvedAt, zone, dayOf(Date.parse(event.at), zone))}, ${lasted}`;
  }
  if (event.correctedAt) return `began ${began}, taken back by restated data ${momentText(event.correctedAt, zone, day)}`;
  // A budget's line stays crossed until its period ends: how long says nothing.
  if (event.kind !== "rule") return `crossed ${began}`;
  return `began ${began}, for ${lastedText(now - Date.parse(event.at))} so far`;
}

const VIAS: Record<EventResponse["via"], string> = { mail: "from the mail", app: "", api: "by API" };

/** "Acknowledged by ada@example.com at 14:10 from the mail". */
export function responseText({ kind, by, via, at, until }: EventResponse, { zone, day }: { zone: string; day: string }): string {
  const what = kind === "acknowledged" ? "Acknowledged" : `Snoozed until ${until ? momentText(until, zone, day) : "further notice"}`;
  return [`${what} by ${by} at ${momentText(at, zone, day)}`, VIAS[via]].filter(Boolean).join(" ");
}

/** An event of the list with what it stands for: its end is no row of its own, but is read with it. */
export interface ListedEvent extends AlertEvent {
  /** Ids that are unread and become read with this row. */
  unreadIds: string[];
}

/** Ends stand in the row of what they end, where that is in the list; else by themselves. */
export function withEnds(events: readonly AlertEvent[]): ListedEvent[] {
  const keyOf = ({ ruleId, subject }: AlertEvent, at: string | null) => `${ruleId} ${subject} ${at}`;
  const ends = new Map(events.filter(({ change }) => change === "resolved").map((event) => [keyOf(event, event.at), event]));
  const ended = new Set<string>();
  const listed = events.map((event): ListedEvent => {
    const end = event.resolvedAt ? ends.get(keyOf(event, event.resolvedAt)) : undefined;
    if (end) ended.add(end.id);
    return { ...event, unreadIds: [event, end].flatMap((one) => (one?.unread ? [one.id] : [])) };
  });
  return listed.filter(({ id }) => !ended.has(id));
}

/** Events of one day under its name, in the order they came: "Today", "Yesterday", "Sat, Oct 3, 2026". */
export function byDay<Event extends Pick<AlertEvent, "createdAt">>(
  events: readonly Event[],
  { zone, now }: { zone: string; now: number },
): { day: string; label: string; events: Event[] }[] {
  const today = dayOf(now, zone);
  const groups: { day: string; label: string; events: Event[] }[] = [];
  for (const event of events) {
    const day = dayOf(Date.parse(event.createdAt), zone);
    const last = groups.at(-1);
    if (last?.day === day) last.events.push(event);
    else groups.push({ day, label: dayName(day, today), events: [event] });
  }
  return groups;
}

function dayName(day: string, today: string): string {
  if (day === today) return "Today";
  return day === addDays(today, -1) ? "Yesterday" : bucketLabel(day, "day");
}

/** As many as one request answers: `MOST_RESPONSES` of lib/alerts. */
const MOST_AT_ONCE = 500;

/** Those listed that are open, to be taken together: the newest 500. */
export const acknowledgeable = (events: readonly Pick<AlertEvent, "id" | "open">[]): string[] =>
  events.filter(({ open }) => open).flatMap(({ id }, index) => (index < MOST_AT_ONCE ? [id] : []));

const HOUR_MS = 3_600_000;
/** How long an alert can be let rest. */
export const SNOOZES = [
  { id: "hour", label: "1 hour", ms: HOUR_MS },
  { id: "day", label: "1 day", ms: 24 * HOUR_MS },
  { id: "week", label: "1 week", ms: 7 * 24 * HOUR_MS },
] as const;

/** Where what made the event lives. */
export function originHref({ ruleId, budgetId }: Pick<AlertEvent, "ruleId" | "budgetId">): string {
  return ruleId ? `/alerts/rules/${ruleId}` : `/budgets/${budgetId}`;
}

/** "rule", "budget", "budget's forecast". */
export const KIND_WORDS: Record<AlertEvent["kind"], string> = { rule: "Rule", budget: "Budget", forecast: "Forecast of budget" };
