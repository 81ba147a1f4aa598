import { type Amount, add, compare, formatCount, formatMs, formatRatio, formatUsd, negate } from "../../lib/money";
import type { GpuModels, HostedModel } from "../../lib/self-hosting/models-answer";
import { shareText } from "../panels/figure";
import { hoursText } from "./hours-text";

export interface StatementCell {
  text: string;
  /** The exact figure, what it is made of, or why it is unknown. */
  title: string | null;
}

/** A line of the statement: a cell for each model, then one of all, where a sum makes sense. */
export interface StatementLine {
  id: string;
  label: string;
  hint: string | null;
  /** Part of the line above it. */
  part: boolean;
  cells: StatementCell[];
  total: StatementCell | null;
}

export interface StatementGroup {
  title: string;
  lines: StatementLine[];
}

type Figure = (model: HostedModel) => Amount | null;

/** Economics of self-hosted models, line by line; idle is a line of its own under each cost. Pure. */
export function modelsStatement({ models, total }: Pick<GpuModels, "models" | "total">): StatementGroup[] {
  const line = (
    id: string,
    label: string,
    cell: (model: HostedModel) => StatementCell,
    { hint = null, part = false, all = null }: { hint?: string | null; part?: boolean; all?: StatementCell | null } = {},
  ): StatementLine => ({ id, label, hint, part, cells: models.map(cell), total: all });
  const usd = (of: Figure, unknown: (model: HostedModel) => string) => (model: HostedModel) => usdCell(of(model), unknown(model));
  const ofTotal = (amount: Amount | null) => usdCell(amount, "Known of none of them");

  return [
    {
      title: "GPUs",
      lines: [
        line("cards", "GPUs", ({ cards }) => countCell(cards, NO_GPU), { hint: "Cards that held the model at any time in the range" }),
        line("hours", "GPU hours", ({ gpuHours }) => ({ text: hoursText(gpuHours), title: gpuHours == null ? NO_GPU : null }), {
          all: { text: hoursText(total.gpuHours), title: null },
        }),
        line("utilization", "Utilization", ({ utilization }) => shareCell(utilization, "Its cards report no activity")),
        line("tensor", "Tensor activity", ({ tensor }) => shareCell(tensor, "Its cards report no tensor activity"), { part: true }),
        line("peak", "In its busiest hour", ({ peakUtilization }) => shareCell(peakUtilization, "Its busiest hour is not known"), {
          part: true,
          hint: "Utilization in the hour in which it served most tokens",
        }),
        line(
          "cost",
          "GPU cost",
          usd(({ gpuCost }) => gpuCost, unpriced),
          {
            hint: "All hours of its cards × their price, idle ones included",
            all: ofTotal(total.gpuCost),
          },
        ),
        line(
          "idle",
          "of which idle",
          usd(({ idleCost }) => idleCost, unpriced),
          { part: true, all: ofTotal(total.idleCost) },
        ),
      ],
    },
    {
      title: "Traffic",
      lines: [
        line(
          "requests",
          "Requests",
          ({ requests, requestsFrom }) => ({
            ...countCell(requests, NO_TRAFFIC),
            title:
              requestsFrom == null
                ? NO_TRAFFIC
                : requestsFrom === "served"
                  ? "Counted by its model servers"
                  : "Counted by gateways and traces",
          }),
          { all: countCell(total.requests, "Known of none of them") },
        ),
        line("tokens", "Tokens", tokensCell, { hint: "Input and output", all: tokensCell(total) }),
        line(
          "per1k",
          "Cost per 1,000 requests",
          usd(({ costPer1k }) => costPer1k, perUnknown),
          { all: ofTotal(total.costPer1k) },
        ),
        line(
          "idle1k",
          "of which idle",
          usd(({ idlePer1k }) => idlePer1k, perUnknown),
          { part: true, all: ofTotal(total.idlePer1k) },
        ),
        line(
          "million",
          "Cost per million tokens",
          usd(({ costPerMillionTokens }) => costPerMillionTokens, perUnknown),
          {
            all: ofTotal(total.costPerMillionTokens),
          },
        ),
        line(
          "idleMillion",
          "of which idle",
          usd(({ idlePerMillionTokens }) => idlePerMillionTokens, perUnknown),
          {
            part: true,
            all: ofTotal(total.idlePerMillionTokens),
          },
        ),
      ],
    },
    {
      title: "Speed",
      lines: [
        line("latency", "Latency", ({ latencyMs }) => msCell(latencyMs), {
          hint: "Mean, as its servers measured it, like the lines below",
        }),
        line("ttft", "Time to first token", ({ ttftMs }) => msCell(ttftMs), { part: true }),
        line("queue", "Time in the queue", ({ queueMs }) => msCell(queueMs), { part: true }),
        line("load", "At work · waiting", loadCell, { hint: "Requests at a time, mean of a server" }),
      ],
    },
    {
      title: "Against prices",
      lines: [
        line("charged", "Charged for its calls", chargedCell, {
          hint: "Metered cost of its calls at the prices that people entered",
          all: total.internal ? usdCell(total.internal.cost, "Its calls have no price") : null,
        }),
        line("absorbed", "Over or under its GPU cost", absorbedCell, { all: total.internal ? absorbedCell({ ...total }) : null }),
        line("against", "Against an API, a day", againstCell, {
          hint: "What a day saves or loses by running it rather than buying the same tokens",
        }),
      ],
    },
  ];
}

const NO_GPU = "No GPU is known to run it";
const NO_TRAFFIC = "Nobody tells its traffic";

const unpriced = ({ cards, gpuHours }: HostedModel): string =>
  cards == null && gpuHours == null ? NO_GPU : "Its GPUs have no price per hour";
const perUnknown = (model: HostedModel): string => (model.gpuCost == null ? unpriced(model) : "Its traffic is unknown, or there was none");

const usdCell = (amount: Amount | null, unknown: string): StatementCell =>
  amount == null
    ? { text: "—", title: unknown }
    : { text: compare(amount, "0") === 0 ? "0" : formatUsd(amount), title: formatUsd(amount, "exact") };
const countCell = (count: Amount | null, unknown: string): StatementCell => ({
  text: formatCount(count),
  title: count == null ? unknown : null,
});
const shareCell = (share: Amount | null, unknown: string): StatementCell => ({
  text: shareText(share),
  title: share == null ? unknown : null,
});
const msCell = (ms: Amount | null): StatementCell => ({
  text: formatMs(ms),
  title: ms == null ? "No model server reports on it" : null,
});

function tokensCell({
  inputTokens,
  outputTokens,
  cachedTokens,
}: Pick<HostedModel, "inputTokens" | "outputTokens" | "cachedTokens">): StatementCell {
  if (inputTokens == null || outputTokens == null) return { text: "—", title: "Its tokens are not counted" };
  const cached = cachedTokens == null ? "" : ` (${formatCount(cachedTokens)} from cache)`;
  return {
    text: formatCount(add(inputTokens, outputTokens), "tile"),
    title: `${formatCount(inputTokens)} input${cached}, ${formatCount(outputTokens)} output`,
  };
}

function loadCell({ running, waiting }: HostedModel): StatementCell {
  if (running == null && waiting == null) return { text: "—", title: "No model server reports on it" };
  return { text: `${formatCount(running)} · ${formatCount(waiting)}`, title: null };
}

function chargedCell({ internal }: HostedModel): StatementCell {
  if (internal == null) return { text: "—", title: "No call of it was recorded" };
  const cell = usdCell(internal.cost, "Its calls have no price");
  if (internal.pricedShare == null || compare(internal.pricedShare, "1") >= 0) return cell;
  return { ...cell, title: `${cell.title}; ${formatRatio(internal.pricedShare)} of its calls have a price` };
}

/** "$120.00 over", "$80.00 under": what the internal price takes in beyond what the GPUs cost, or leaves uncovered. */
function absorbedCell({ internal }: Pick<HostedModel, "internal">): StatementCell {
  const absorbed = internal?.absorbed ?? null;
  if (absorbed == null)
    return { text: "—", title: internal == null ? "No call of it was recorded" : "Its price or the cost of its GPUs is not fully known" };
  const sign = compare(absorbed, "0");
  if (sign === 0) return { text: "covers it", title: "The internal price takes in exactly what the GPUs cost" };
  const size = formatUsd(sign < 0 ? negate(absorbed) : absorbed);
  return sign > 0
    ? { text: `${size} over`, title: "The internal price takes in more than the GPUs cost" }
    : { text: `${size} under`, title: "The internal price leaves part of the GPU cost uncovered" };
}

function againstCell({ breakEven, alternative }: HostedModel): StatementCell {
  if (breakEven == null || alternative == null) return { text: "—", title: "Its cost, its traffic or an API to compare with is not known" };
  const sign = compare(breakEven.savedPerDay, "0");
  const size = formatUsd(sign < 0 ? negate(breakEven.savedPerDay) : breakEven.savedPerDay);
  const than = `than ${alternative.model} at ${alternative.provider}`;
  return sign >= 0 ? { text: `${size} saved`, title: `It costs less ${than}` } : { text: `${size} lost`, title: `It costs more ${than}` };
}
