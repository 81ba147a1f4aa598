import { type Amount, compare, formatUsd, negate, subtract } from "../../lib/money";
import { apiUsd, axisEnd, type BreakEvenInput } from "../charts/break-even-geometry";

export interface TrafficRow {
  /** A day. */
  tokens: Amount;
  api: Amount;
  /** "the GPUs save $12.00", "the GPUs lose $3.00", "both cost the same". */
  difference: string;
  /** API less GPUs. */
  saved: Amount;
}

/** What a traffic costs both ways; points of a drawn line, not figures of the answer. */
export function atTraffic(tokens: number, input: BreakEvenInput): TrafficRow {
  const api = apiUsd(tokens, input).toFixed(6);
  const saved = subtract(api, input.flat.toFixed(6));
  const sign = Math.abs(Number(saved)) < 0.005 ? 0 : compare(saved, "0");
  const difference =
    sign === 0 ? "both cost the same" : sign > 0 ? `the GPUs save ${formatUsd(saved)}` : `the GPUs lose ${formatUsd(negate(saved))}`;
  return { tokens: String(Math.round(tokens)), api, difference, saved };
}

const STEPS = 8;

/** Traffic of the table, ascending: equal steps of the axis, and among them that of the range and that of break-even. */
export function tableTraffic(input: BreakEvenInput): { tokens: number; mark: "now" | "break-even" | null }[] {
  const end = axisEnd(input);
  const steps = Array.from({ length: STEPS + 1 }, (_, index) => ({ tokens: (end * index) / STEPS, mark: null }));
  const marks = [
    { tokens: input.today, mark: "now" as const },
    ...(input.crossing == null ? [] : [{ tokens: input.crossing, mark: "break-even" as const }]),
  ];
  const apart = steps.filter(({ tokens }) => marks.every((mark) => Math.abs(mark.tokens - tokens) > end / 1000));
  return [...apart, ...marks].toSorted((a, b) => a.tokens - b.tokens);
}
