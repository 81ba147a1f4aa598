import { Decimal } from "decimal.js";
import { daysAgo } from "./traffic";

/** A call that asked for one model and was answered by another. */
export interface Routed {
  id: string;
  feature: string;
  at: Date;
  /** What the client asked for: a model, or a name that stands for one. */
  asked: string;
  model: string;
  input: number;
  output: number;
}

/** Entered for the insurer, USD per million tokens: a claim costs $4.70588 on the careful model and $0.70588 on the quick one. */
export const CLAIM_PRICES = { careful: { input: "10", output: "100" }, quick: { input: "5", output: "8.8235" } } as const;

/** The body of `POST /api/v1/prices` for one of them. */
export function claimPrice(model: keyof typeof CLAIM_PRICES): object {
  const { input, output } = CLAIM_PRICES[model];
  const lines = [
    { unit: "input_uncached", usdPerMillion: input },
    { unit: "output", usdPerMillion: output },
  ];
  return { provider: "openai", model, lines, validFrom: "2026-01-01", source: "Contract" };
}

/** 1,000 claims that asked for the careful model and were answered by the quick one. */
export const claims = (): Routed[] =>
  Array.from({ length: 1_000 }, (_, i) => ({
    id: `claim-${i}`,
    feature: "claims",
    at: daysAgo(2, i / 10),
    asked: "careful",
    model: "quick",
    input: 70_588,
    output: 40_000,
  }));

/** 20 calls for "smart", a name of the gateway's that nobody told Permille about: gpt-4o-mini answered. */
export const drafts = (): Routed[] =>
  Array.from({ length: 20 }, (_, i) => ({
    id: `draft-${i}`,
    feature: "drafts",
    at: daysAgo(1 + (i % 4), 200 + i),
    asked: "smart",
    model: "gpt-4o-mini",
    input: 40_000 + 1_000 * i,
    output: 2_000 + 10 * i,
  }));

/** What the same tokens cost at prices per million tokens, exact. */
export function priced(calls: readonly Routed[], { input, output }: { input: string; output: string }): Decimal {
  const cost = (call: Routed) => new Decimal(input).times(call.input).plus(new Decimal(output).times(call.output));
  return calls.reduce((sum, call) => sum.plus(cost(call)), new Decimal(0)).div(1_000_000);
}

/** As LiteLLM's StandardLoggingPayload, one JSON document a line. */
export const routedLog = (calls: readonly Routed[]): string => calls.map((call) => `${JSON.stringify(payload(call))}\n`).join("");

function payload({ id, feature, at, asked, model, input, output }: Routed): object {
  const start = at.getTime() / 1000;
  const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
  return {
    id,
    trace_id: `trace-${id}`,
    call_type: "acompletion",
    status: "success",
    custom_llm_provider: "openai",
    model,
    model_group: asked,
    startTime: start,
    endTime: start + 1.25,
    ...usage,
    request_tags: [`feature:${feature}`],
    metadata: { usage_object: usage },
  };
}
