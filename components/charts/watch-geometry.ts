import { addDays, dayOf, startOfDay, wallText } from "../../lib/time";
import { dayText } from "../filters/scope";
import { PLOT } from "./plot";
import { ticksBetween } from "./ticks";

/** A value that is watched, and where it tells: above `high`, below `low`. Numbers here are pixels' sake only; null is unknown or no line. */
export interface WatchPoint {
  /** Epoch ms. */
  at: number;
  value: number | null;
  low: number | null;
  high: number | null;
  firing: boolean;
}

/** Where things lie in a chart over time: x by the instant, y by the value. All in px. */
export interface WatchGeometry {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: (at: number) => number;
  y: (value: number) => number;
  ticks: readonly number[];
}

/** Where values lie: from zero (or what is below it) to the largest value or line. */
export interface ValueScale {
  ticks: readonly number[];
  /** Px from the top of a value. */
  y: (value: number) => number;
  /** The value at so many px from the top, kept within the plot, as a number round enough to be a line. */
  valueAt: (y: number) => number;
  /** The finest step of a line set by hand: a two-hundredth of the axis, or finer, as a round number. */
  step: number;
}

export function valueScale(points: readonly Pick<WatchPoint, "value" | "low" | "high">[]): ValueScale {
  const [top, bottom] = [PLOT.top, PLOT.height - PLOT.bottom];
  const known = points.flatMap(({ value, low, high }) => [value, low, high]).filter((value) => value != null);
  const ticks = ticksBetween(Math.min(0, ...known), Math.max(0, ...known));
  const [least, most] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const finest = (most - least) / 200;
  const power = 10 ** Math.floor(Math.log10(finest) + 1e-9);
  const step = ([5, 2, 1].find((factor) => factor * power <= finest * 1.001) ?? 1) * power;
  return {
    ticks,
    step,
    y: (value) => bottom - ((value - least) / (most - least)) * (bottom - top),
    valueAt: (y) => {
      const share = (bottom - Math.min(bottom, Math.max(top, y))) / (bottom - top);
      return roundTo(least + share * (most - least), step);
    },
  };
}

/** To a whole number of steps, without the dust of doubles. */
export const roundTo = (value: number, step: number): number => Number((Math.round(value / step) * step).toPrecision(12));

/** `from` and `to` are epoch ms. */
export function watchGeometry({
  points,
  from,
  to,
  width,
}: {
  points: readonly WatchPoint[];
  from: number;
  to: number;
  width: number;
}): WatchGeometry {
  const [left, right, top, bottom] = [PLOT.left, Math.max(PLOT.left, width - PLOT.right), PLOT.top, PLOT.height - PLOT.bottom];
  const { ticks, y } = valueScale(points);
  return { left, right, top, bottom, x: (at) => left + ((at - from) / Math.max(1, to - from)) * (right - left), y, ticks };
}

/** Unbroken runs of points that have what `of` reads, as lists of points; where it is null is a gap. */
export function stretches(points: readonly WatchPoint[], of: (point: WatchPoint) => number | null): { at: number; value: number }[][] {
  const runs: { at: number; value: number }[][] = [[]];
  for (const point of points) {
    const value = of(point);
    if (value == null) {
      if (runs.at(-1)?.length) runs.push([]);
    } else runs.at(-1)?.push({ at: point.at, value });
  }
  return runs.filter((run) => run.length > 0);
}

/** An SVG path through each run; one point alone is a dot. */
export function linePath(run: readonly { at: number; value: number }[], { x, y }: Pick<WatchGeometry, "x" | "y">): string {
  const path = run.map(({ at, value }, index) => `${index === 0 ? "M" : "L"}${px(x(at))},${px(y(value))}`).join("");
  return run.length === 1 ? `${path}h0` : path;
}

/** The area between `low` and `high` for each run of points that have them; where a side has no line it reaches to `floor` or `ceiling`. */
export function bandPaths(
  points: readonly WatchPoint[],
  { x, y }: Pick<WatchGeometry, "x" | "y">,
  { floor, ceiling }: { floor: number; ceiling: number },
): string[] {
  const runs: WatchPoint[][] = [[]];
  for (const point of points) {
    if (point.low == null && point.high == null) {
      if (runs.at(-1)?.length) runs.push([]);
    } else runs.at(-1)?.push(point);
  }
  return runs
    .filter((run) => run.length > 1)
    .map((run) => {
      const edge = (of: (point: WatchPoint) => number) => (point: WatchPoint) => `${px(x(point.at))},${px(y(of(point)))}`;
      const above = run.map(edge(({ high }) => high ?? ceiling));
      const below = run.toReversed().map(edge(({ low }) => low ?? floor));
      return `M${above.join("L")}L${below.join("L")}Z`;
    });
}

/** Candidates for the axis below: midnights where the span is longer than two days, else round hours or minutes; of a `zone`'s wall. */
export function timeTicks(from: number, to: number, zone: string): { at: number; text: string }[] {
  const span = to - from;
  if (span > 2 * DAY_MS) {
    const ticks: { at: number; text: string }[] = [];
    for (let day = dayOf(from, zone); startOfDay(day, zone) < to; day = addDays(day, 1)) {
      const at = startOfDay(day, zone);
      if (at >= from) ticks.push({ at, text: dayText(day) });
    }
    return ticks;
  }
  const step = STEPS_MS.find((size) => span / size <= 12) ?? DAY_MS / 2;
  const midnight = startOfDay(dayOf(from, zone), zone);
  const ticks: { at: number; text: string }[] = [];
  for (let at = midnight + Math.ceil((from - midnight) / step) * step; at < to; at += step) {
    const wall = wallText(at, zone);
    ticks.push({ at, text: wall.endsWith("00:00:00") ? dayText(wall.slice(0, 10)) : wall.slice(11, 16) });
  }
  return ticks;
}

/** Every n-th of the candidates, so that labels of `width` px don't touch. */
export function thinTicks<Tick extends { at: number }>(ticks: readonly Tick[], x: (at: number) => number, width: number): Tick[] {
  const [first, second] = ticks;
  if (!first || !second) return [...ticks];
  const every = Math.max(1, Math.ceil(width / Math.max(1, x(second.at) - x(first.at))));
  return ticks.filter((_, index) => index % every === 0);
}

/**
 * The points a pointer or a keyboard stops at: one for each of `count` equal parts of the span, the one that tells most: firing, else the closest to its
 * line, else the largest. Null where a part has none.
 */
export function stops(
  points: readonly WatchPoint[],
  { from, to, count }: { from: number; to: number; count: number },
): (WatchPoint | null)[] {
  const found: (WatchPoint | null)[] = Array.from({ length: count }, () => null);
  for (const point of points) {
    const slot = Math.min(count - 1, Math.max(0, Math.floor(((point.at - from) / Math.max(1, to - from)) * count)));
    const other = found[slot];
    if (!other || tells(point) > tells(other)) found[slot] = point;
  }
  return found;
}

function tells({ value, low, high, firing }: WatchPoint): number {
  if (value == null) return Number.NEGATIVE_INFINITY;
  if (firing) return Number.POSITIVE_INFINITY;
  if (low == null && high == null) return value;
  return Math.max(high == null ? Number.NEGATIVE_INFINITY : value - high, low == null ? Number.NEGATIVE_INFINITY : low - value);
}

const DAY_MS = 86_400_000;
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360].map((minutes) => minutes * 60_000);

const px = (value: number): number => Math.round(value * 10) / 10;
