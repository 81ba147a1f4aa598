import { PLOT } from "./plot";
import { ticksBetween } from "./ticks";

/** Where things lie in a chart of `width` px: buckets side by side from the left, values from zero, or from what is below it, at the bottom. All in px. */
export interface Geometry {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Room of one bucket. */
  band: number;
  center: (index: number) => number;
  y: (value: number) => number;
  ticks: readonly number[];
}

export function geometryOf({ count, min = 0, max, width }: { count: number; min?: number; max: number; width: number }): Geometry {
  const [left, right, top, bottom] = [PLOT.left, Math.max(PLOT.left, width - PLOT.right), PLOT.top, PLOT.height - PLOT.bottom];
  const ticks = ticksBetween(Math.min(0, min), max);
  const [least, most] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const band = (right - left) / Math.max(1, count);
  return {
    left,
    right,
    top,
    bottom,
    band,
    center: (index) => left + (index + 0.5) * band,
    y: (value) => bottom - ((value - least) / (most - least)) * (bottom - top),
    ticks,
  };
}

const WIDEST_BAR = 56;

/** A bar within its band: how far from its left edge, and how wide. Whole pixels wide where there is room, and closer together from 60 on. */
export function barIn(band: number, count: number): { offset: number; width: number } {
  const gap = band * (count > 60 ? 0.1 : 0.2);
  const room = band - 2 * gap;
  const whole = room > 1 ? Math.round(room) : room;
  const width = Math.min(whole, WIDEST_BAR);
  return { offset: gap + (whole - width) / 2, width };
}
