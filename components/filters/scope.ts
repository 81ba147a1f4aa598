import {
  addDays,
  dayOf,
  daysBetween,
  formatEnd,
  PRESETS,
  type Preset,
  parseRange,
  presetDays,
  previousRange,
  type Range,
} from "../../lib/time";
import { dimensionOf } from "./where";

export const COMPARISONS = ["previous", "none"] as const;
export type Comparison = (typeof COMPARISONS)[number];
export const COMPARISON_LABELS: Record<Comparison, string> = { previous: "vs previous", none: "No comparison" };

export const PRESET_IDS = Object.keys(PRESETS) as Preset[];
export const DEFAULT_PRESET: Preset = "days30";

/** What the address says about range, comparison and filters. */
export interface ScopeState {
  range: Preset;
  /** A custom range, [from, to) as dates in the reporting zone or instants; wins over `range` where both are set and make sense. */
  from: string | null;
  to: string | null;
  vs: Comparison;
  /** "feature=chat"; nothing after "=" means unknown. */
  where: readonly string[];
}

/** A span in the words of the API: dates in the zone where the ends are day boundaries, else instants; `to` is exclusive. */
export interface Span {
  from: string;
  to: string;
}

/** What every question of a page shares. */
export interface Scope extends Span {
  label: string;
  /** Days that the range touches. */
  days: number;
  where: string[];
  /** Filters of the address that the page can't be narrowed by; they are kept for the pages that can. */
  ignored: string[];
  /** Null where nothing is compared. */
  previous: (Span & { label: string }) | null;
}

/**
 * Reads the address: same state, zone and `now` (epoch ms) give the same questions on the server and in the browser. `dimensions`: those that the page can
 * be filtered by; left out, all.
 */
export function scopeOf(state: ScopeState, zone: string, now: number, dimensions?: readonly { id: string }[]): Scope {
  const custom = customRange(state, zone, now);
  const preset = presetDays(state.range, now, zone);
  const range = custom ?? parseRange(preset, zone, now);
  const before = state.vs === "previous" ? previousRange(range, now, zone) : null;
  const span = spanOf(range, zone);
  return {
    ...span,
    label: custom ? rangeText(range, zone) : PRESETS[state.range],
    days: daysBetween(dayOf(range.from, zone), dayOf(range.to - 1, zone)) + 1,
    where: state.where.filter((entry) => applies(entry, dimensions)),
    ignored: state.where.filter((entry) => !applies(entry, dimensions)),
    previous: before && before.from < before.to ? { ...spanOf(before, zone), label: rangeText(before, zone) } : null,
  };
}

/** What is no filter at all is left for the server to refuse in words. */
function applies(entry: string, dimensions?: readonly { id: string }[]): boolean {
  const dimension = dimensionOf(entry);
  return dimensions == null || dimension == null || dimensions.some(({ id }) => id === dimension);
}

function customRange({ from, to }: ScopeState, zone: string, now: number): Range | null {
  if (from == null || to == null) return null;
  try {
    return parseRange({ from, to }, zone, now);
  } catch {
    // An address that was cut or typed by hand still shows a page.
    return null;
  }
}

const spanOf = ({ from, to }: Range, zone: string): Span => ({ from: formatEnd(from, zone), to: formatEnd(to, zone) });

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "Oct 3" of "2026-10-03"; with the year where asked. */
export function dayText(day: string, withYear = false): string {
  const [year, month, date] = day.split("-");
  return `${MONTHS[Number(month) - 1] ?? month} ${Number(date)}${withYear ? `, ${year}` : ""}`;
}

/** "Oct 1 – Oct 3, 2026" with both days included; one day stands alone; ends within a day show their time. */
function rangeText({ from, to }: Range, zone: string): string {
  const [first, last] = [dayOf(from, zone), dayOf(to - 1, zone)];
  const time = (at: number) => (formatEnd(at, zone).length === 10 ? "" : ` ${formatEnd(at, zone).slice(11, 16)}`);
  const end = time(to);
  const start = `${dayText(first, first.slice(0, 4) !== last.slice(0, 4))}${time(from)}`;
  if (first === last && !end && !time(from)) return dayText(first, true);
  return `${start} – ${dayText(end ? dayOf(to, zone) : last, true)}${end}`;
}

/** The exclusive end of the API for a last day that people picked, and back. */
export const dayAfter = (day: string): string => addDays(day, 1);
export const dayBefore = (day: string): string => addDays(day, -1);
