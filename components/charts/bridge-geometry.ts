import type { WaterfallRow } from "./waterfall";

/** Steps that take less of the totals than this would hardly be seen from zero on. */
const VISIBLE = 0.3;

/** Where values of a waterfall lie, in percent of its width, and where its axis begins: at zero, or cut where all that moves is small beside the totals. */
export function bridgeGeometry(rows: readonly Pick<WaterfallRow, "from" | "to" | "total">[]): {
  low: number;
  at: (value: number) => number;
} {
  const ends = rows.flatMap(({ from, to, total }) => (total ? [to] : [from, to]));
  const [least, most] = [Math.min(...ends), Math.max(...ends, 0)];
  const room = most - least;
  const low = least > 0 && room < VISIBLE * most ? roundDown(least - (room || most) * 0.5) : Math.min(0, least);
  const size = most - low || 1;
  return { low, at: (value) => (Math.max(0, value - low) / size) * 100 };
}

/** To two digits, so that the cut can be told: 4,137 → 4,100. */
function roundDown(value: number): number {
  if (!(value > 0)) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.floor(value / unit) * unit).toPrecision(12));
}
