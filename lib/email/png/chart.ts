import { Canvas, type Color, color, stripes } from "./canvas";
import { encodePng } from "./encode";

export interface Point {
  /** Null is unknown: a gap. */
  value: number | null;
  /** quiet: before; strong: what the mail is about; partial: still runs; forecast: not there yet. */
  look: "plain" | "quiet" | "strong" | "partial" | "forecast";
  /** The band that is usual; null or absent where there is none. */
  low?: number | null;
  high?: number | null;
}

/** What a mail's chart shows. Values are plain numbers: they end as pixels. */
export interface Picture {
  kind: "bars" | "line";
  points: readonly Point[];
  /** Lines across, such as a budget's amount (solid) and its threshold (dashed). */
  lines: readonly { at: number; look: "solid" | "dashed" }[];
  /** Around the last point: the interval of a forecast. */
  interval: { low: number; high: number } | null;
  /** Index of the point that told; null for none. */
  mark: number | null;
}

/** Pixels of the page; the image has twice as many each way. */
export const CHART_WIDTH = 536;
export const CHART_HEIGHT = 150;
const SCALE = 2;
const PAD = { top: 10, bottom: 3, side: 4 };

// White behind everything: a chart of dark marks on nothing would be lost in a dark mail.
const PAPER = color("#ffffff");
const AXIS = color("#c9c9c2");
const LINE = color("#17191d");
const BAND = color("#e4eaf8");
const MARK = color("#b3261e");
const LOOKS: Record<Point["look"], Color> = {
  plain: color("#9db4e6"),
  quiet: color("#cfd3da"),
  strong: color("#2b5fd0"),
  partial: color("#2b5fd0"),
  forecast: color("#7f9cdd"),
};

interface Frame {
  canvas: Canvas;
  /** From a value to pixels from the top. */
  y: (value: number) => number;
  /** The middle of a point, and half the room it has. */
  x: (index: number) => number;
  half: number;
}

/** The chart as a PNG. The same picture is the same bytes. */
export function drawChart(picture: Picture): Buffer {
  const canvas = new Canvas(CHART_WIDTH * SCALE, CHART_HEIGHT * SCALE, PAPER);
  const [low, high] = extent(picture);
  const [top, bottom] = [PAD.top * SCALE, canvas.height - PAD.bottom * SCALE];
  const left = PAD.side * SCALE;
  const step = (canvas.width - 2 * left) / Math.max(1, picture.points.length);
  const frame: Frame = {
    canvas,
    y: (value) => bottom - ((value - low) / (high - low)) * (bottom - top),
    x: (index) => left + (index + 0.5) * step,
    half: step / 2,
  };
  drawBand(frame, picture);
  canvas.rectangle([0, bottom, canvas.width, bottom + SCALE], AXIS);
  if (picture.kind === "bars") drawBars(frame, picture, frame.y(Math.max(low, 0)));
  else drawCurve(frame, picture);
  for (const { at, look } of picture.lines) drawLine(frame, at, look);
  drawInterval(frame, picture);
  drawMark(frame, picture);
  return encodePng(canvas);
}

/** From zero, unless a curve would be flat up there: a share between 96 % and 99 %. */
function extent({ kind, points, lines, interval }: Picture): [number, number] {
  const values = [
    ...points.flatMap(({ value, low, high }) => [value, low, high].filter((each) => each != null)),
    ...lines.map(({ at }) => at),
    ...(interval ? [interval.low, interval.high] : []),
  ];
  const [lowest, highest] = values.reduce(([a, b], each) => [Math.min(a, each), Math.max(b, each)], [Number.POSITIVE_INFINITY, 0]);
  const floor = kind === "line" && lowest > 0.6 * highest ? lowest - (highest - lowest) * 0.25 : Math.min(0, lowest);
  return Number.isFinite(floor) && highest > floor ? [floor, highest] : [0, 1];
}

function drawBars({ canvas, x, y, half }: Frame, { points }: Picture, base: number): void {
  const side = Math.max(half * 0.78, half - 4 * SCALE);
  for (const [i, { value, look }] of points.entries()) {
    if (value == null) continue;
    // Zero is a thin line: it is known to be nothing.
    const top = Math.min(y(value), base - SCALE);
    const box = [x(i) - side, top, x(i) + side, Math.max(base, y(value))] as const;
    if (look === "partial" || look === "forecast")
      canvas.rectangle(box, LOOKS[look], stripes(7 * SCALE, look === "partial" ? 6 * SCALE : 2.4 * SCALE));
    else canvas.rectangle(box, LOOKS[look]);
    const end = value < 0 ? box[3] - SCALE : top;
    if (look === "forecast") canvas.rectangle([box[0], end, box[2], end + SCALE], LOOKS[look]);
  }
}

function drawBand({ canvas, x, y, half }: Frame, { points }: Picture): void {
  for (const [i, { low, high }] of points.entries()) {
    if (low == null || high == null) continue;
    canvas.rectangle([x(i) - half, y(high), x(i) + half, y(low)], BAND);
  }
}

function drawCurve({ canvas, x, y }: Frame, { points }: Picture): void {
  for (const [i, { value }] of points.entries()) {
    if (value == null) continue;
    const before = points[i - 1]?.value;
    const from = before == null ? ([x(i), y(value)] as const) : ([x(i - 1), y(before)] as const);
    canvas.line({ from, to: [x(i), y(value)], width: 2 * SCALE, color: LOOKS.strong });
  }
}

function drawLine({ canvas, y }: Frame, at: number, look: "solid" | "dashed"): void {
  const top = Math.round(y(at)) - SCALE / 2;
  const dash = 6 * SCALE;
  canvas.rectangle(
    [0, top, canvas.width, top + SCALE],
    LINE,
    look === "solid" ? undefined : (x) => (Math.floor(x / dash) % 2 === 0 ? 1 : 0),
  );
}

function drawInterval({ canvas, x, y, half }: Frame, { interval, points }: Picture): void {
  if (!interval) return;
  const at = x(points.length - 1);
  const [low, high] = [y(interval.low), y(interval.high)];
  const side = Math.min(half, 5 * SCALE);
  canvas.line({ from: [at, low], to: [at, high], width: 1.5 * SCALE, color: LINE });
  for (const end of [low, high]) canvas.line({ from: [at - side, end], to: [at + side, end], width: 1.5 * SCALE, color: LINE });
}

function drawMark({ canvas, x, y }: Frame, { mark, points }: Picture): void {
  const value = mark == null ? null : points[mark]?.value;
  if (mark == null || value == null) return;
  canvas.dot(x(mark), y(value), 5 * SCALE, PAPER);
  canvas.dot(x(mark), y(value), 4 * SCALE, MARK);
}
