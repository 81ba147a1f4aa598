import { toCsv } from "../../lib/metrics/csv";
import { type Amount, compare, formatUsd, negate, subtract } from "../../lib/money";
import type { BreakEven } from "../../lib/self-hosting/models-answer";
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

/** What is drawn of a break-even; null where the API's price of its traffic is unknown. */
export function drawnOf(breakEven: BreakEven): BreakEvenInput | null {
  const { gpuCostPerDay, apiUsdPerMillion, tokensPerDay, breakEvenTokensPerDay: crossing } = breakEven;
  if (apiUsdPerMillion == null) return null;
  return {
    flat: Number(gpuCostPerDay),
    perMillion: Number(apiUsdPerMillion),
    today: Number(tokensPerDay),
    crossing: crossing == null ? null : Number(crossing),
  };
}

/** A row of the table: with the answer's own figures where it is the range's traffic or that of break-even. */
export function tableRows(breakEven: BreakEven, input: BreakEvenInput) {
  const exact = {
    now: { api: breakEven.apiCostPerDay, saved: breakEven.savedPerDay },
    "break-even": { api: breakEven.gpuCostPerDay, saved: "0" },
  };
  return tableTraffic(input).map(({ tokens, mark }) => {
    const { tokens: rounded, api, saved } = atTraffic(tokens, input);
    return { tokens: rounded, mark, gpus: breakEven.gpuCostPerDay, ...(mark ? exact[mark] : { api, saved }) };
  });
}

/** The table's rows as a file, in tokens and US dollars a day. */
export function breakEvenCsv(breakEven: BreakEven, input: BreakEvenInput): string {
  const data = tableRows(breakEven, input).map(({ mark, tokens, gpus, api, saved }) => ({
    mark,
    tokens_per_day: tokens,
    gpu_cost_per_day: gpus,
    api_cost_per_day: api,
    saved_per_day: saved,
  }));
  const metrics = ["tokens_per_day", "gpu_cost_per_day", "api_cost_per_day", "saved_per_day"].map((id) => ({ id }));
  return toCsv({ data, meta: { by: ["mark"], metrics } });
}
