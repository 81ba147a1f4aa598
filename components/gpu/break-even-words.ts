import { type Amount, compact, compare, formatCount, formatRatio, formatUsd, negate } from "../../lib/money";
import type { HostedModel } from "../../lib/self-hosting/models-answer";
import { perMillion } from "../prices/words";

type About = Pick<HostedModel, "model" | "alternative" | "breakEven" | "missing">;

/** "42.1 M tokens". */
export const tokensText = (tokens: Amount): string =>
  compare(tokens, "1000") < 0 ? `${formatCount(tokens)} tokens` : `${compact(tokens)} tokens`;

/** "llama-3.1-8b-instant at groq". */
export const apiName = ({ model, provider }: { model: string; provider: string }): string => `${model} at ${provider}`;

/** Whether running a model is worth it, in words; where that can't be told, what is missing. */
export function breakEvenSentence({ model, alternative, breakEven, missing }: About): string {
  if (breakEven == null || alternative == null)
    return missing.length > 0
      ? missing.join(" ")
      : `Whether ${model} is worth its GPUs can't be told: its cost, its traffic or an API to compare with is unknown.`;
  const { gpuCostPerDay, apiCostPerDay, tokensPerDay, breakEvenTokensPerDay, savedPerDay, past } = breakEven;
  const api = apiName(alternative);
  const costs = `its GPUs cost ${formatUsd(gpuCostPerDay)} a day whatever they do`;
  if (compare(tokensPerDay, "0") === 0) return `${model} served nothing in this range; ${costs}.`;
  const size = formatUsd(past ? savedPerDay : negate(savedPerDay));
  const same = `the same ${tokensText(tokensPerDay)} of ${api} would cost ${formatUsd(apiCostPerDay)}`;
  if (past) {
    const crossed = breakEvenTokensPerDay == null ? "" : ` Break-even was at ${tokensText(breakEvenTokensPerDay)} a day.`;
    return `${model} is past break-even: ${costs}, ${same}: ${size} a day saved.${crossed}`;
  }
  const needs =
    breakEvenTokensPerDay == null
      ? `No traffic would pay for the GPUs, since the API costs nothing.`
      : `It breaks even at ${tokensText(breakEvenTokensPerDay)} a day, ${times(breakEvenTokensPerDay, tokensPerDay)} the traffic of this range.`;
  return `${model} costs ${size} a day more than the API: ${costs}, ${same}. ${needs}`;
}

/** "3.2 times". */
function times(more: Amount, less: Amount): string {
  const ratio = Number(more) / Number(less);
  return `${formatCount(String(ratio >= 10 ? Math.round(ratio) : Number(ratio.toFixed(1))))} times`;
}

/** What the API's price is, and who chose it. */
export function alternativeText(alternative: NonNullable<HostedModel["alternative"]>): string {
  const { inputUsd, cachedUsd, outputUsd, day, from } = alternative;
  const cached = cachedUsd == null ? "" : `, $${perMillion(cachedUsd)} cached`;
  const who = from === "rule" ? "chosen by a rule" : "suggested: the cheapest with the same open model in the price book";
  return `${apiName(alternative)}, ${who}. Per million tokens: $${perMillion(inputUsd)} input${cached}, $${perMillion(outputUsd)} output, as of ${day}.`;
}

/** How far the flat line can be trusted. */
export function capacityText({ peakUtilization, tensor }: Pick<HostedModel, "peakUtilization" | "tensor">): string | null {
  if (peakUtilization == null) return null;
  const beside = tensor == null ? "" : ` (tensor ${formatRatio(tensor)} over the range)`;
  return `The line is flat as long as the same GPUs carry the traffic: in its busiest hour they were ${formatRatio(peakUtilization)} busy${beside}.`;
}
