import { PLOT } from "./plot";
import { ticksTo } from "./ticks";

/** What the two lines are made of, per day. Numbers here are pixels' sake only. */
export interface BreakEvenInput {
  /** What the cards cost whatever they do; USD. */
  flat: number;
  /** What the API costs; USD per million tokens. */
  perMillion: number;
  /** Tokens of today's traffic, and those at which both cost the same; null where no traffic makes it so. */
  today: number;
  crossing: number | null;
}

export interface BreakEvenGeometry {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: (tokens: number) => number;
  y: (usd: number) => number;
  /** Round amounts at the left, round numbers of tokens below. */
  ticks: readonly number[];
  tokenTicks: readonly number[];
}

/** Points that a pointer or a keyboard stops at, from no traffic to the axis' end. */
export const BREAK_EVEN_STEPS = 40;

/** Tokens a day at the axis' end: the crossing and today's traffic both lie well within. A quarter of a step of its labels is the least that it is rounded to. */
export function axisEnd({ today, crossing }: Pick<BreakEvenInput, "today" | "crossing">): number {
  const most = Math.max(today * 1.15, (crossing ?? 0) * (today > (crossing ?? 0) ? 1.15 : 1.4)) || 1_000_000;
  const quarter = (ticksTo(most)[1] ?? most) / 4;
  return Number((Math.ceil(most / quarter - 1e-9) * quarter).toPrecision(12));
}

/** Tokens a day at a point of the axis. */
export const tokensAt = (index: number, input: BreakEvenInput): number => (axisEnd(input) * index) / BREAK_EVEN_STEPS;

export const apiUsd = (tokens: number, { perMillion }: Pick<BreakEvenInput, "perMillion">): number => (tokens / 1e6) * perMillion;

/** Where things lie in a chart of `width` px. Points lie in the middle of as many equal bands as there are, as the layer above expects. */
export function breakEvenGeometry(input: BreakEvenInput, width: number): BreakEvenGeometry {
  const [left, right, top, bottom] = [PLOT.left, Math.max(PLOT.left, width - PLOT.right), PLOT.top, PLOT.height - PLOT.bottom];
  const end = axisEnd(input);
  const ticks = ticksTo(Math.max(input.flat * 1.1, apiUsd(end, input)));
  const most = ticks.at(-1) ?? 1;
  const band = (right - left) / (BREAK_EVEN_STEPS + 1);
  return {
    left,
    right,
    top,
    bottom,
    x: (tokens) => left + band * (0.5 + (tokens / end) * BREAK_EVEN_STEPS),
    y: (usd) => bottom - (usd / most) * (bottom - top),
    ticks,
    tokenTicks: ticksTo(end).filter((tokens) => tokens <= end),
  };
}

/** The first of some places at which words of `width` px end before `limit` and touch none of what stands upright at `taken`; null where none is free. */
export function freeStart(starts: readonly number[], width: number, taken: readonly number[], limit: number): number | null {
  return starts.find((start) => start + width <= limit && taken.every((at) => at < start - 4 || at > start + width + 4)) ?? null;
}

/** Where words are written: their start or end, and their base line. */
export interface WordPlace {
  x: number;
  y: number;
  anchor: "start" | "end";
}

/** How long the longest label beside the crossing is, px. */
const CROSSING_WORDS = 150;

/**
 * Beside the crossing the rising line is above the flat one to the right and below it to the left: words fit right below, else left above; where the flat line
 * lies on the axis, right above as soon as the rising one has left room.
 */
export function crossingPlace(input: BreakEvenInput, { x, y, right, bottom }: BreakEvenGeometry): WordPlace | null {
  if (input.crossing == null || input.crossing > axisEnd(input)) return null;
  const at = { x: x(input.crossing), y: y(input.flat) };
  if (right - at.x <= CROSSING_WORDS) return { x: at.x - 6, y: at.y - 10, anchor: "end" };
  if (at.y + 18 < bottom - 2) return { x: at.x + 8, y: at.y + 18, anchor: "start" };
  const rise = (at.y - y(apiUsd(axisEnd(input), input))) / (x(axisEnd(input)) - at.x);
  return { x: at.x + 24 / Math.max(rise, 0.1), y: at.y - 6, anchor: "start" };
}

/** What the flat line is called stands above it, where neither a mark nor other words are in its way; null where there is no such place. */
export function flatStart(input: BreakEvenInput, geometry: BreakEvenGeometry, width: number): number | null {
  const { x, right } = geometry;
  const words = crossingPlace(input, geometry);
  const isAbove = words !== null && words.y < geometry.y(input.flat);
  const span = words === null ? [] : words.anchor === "start" ? [words.x, words.x + CROSSING_WORDS] : [words.x - CROSSING_WORDS, words.x];
  const now = x(input.today);
  const marks = [now, ...(input.crossing == null ? [] : [x(input.crossing)]), ...(isAbove ? span : [])];
  return freeStart([x(0) + 4, now + 8, ...(isAbove ? [Math.max(...span) + 12] : [])], width, marks, right);
}
