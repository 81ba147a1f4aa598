import { type Call, endOf, type Failure, newCall } from "./call";
import type { Model } from "./models";
import type { Chance } from "./random";

const FAILURES: readonly Failure[] = [
  { errorClass: "RateLimitError", code: "429" },
  { errorClass: "RateLimitError", code: "429" },
  { errorClass: "Timeout", code: "408" },
  { errorClass: "InternalServerError", code: "500" },
  { errorClass: "ServiceUnavailableError", code: "503" },
];

export interface Trouble {
  /** Share of calls whose first attempt fails. */
  rate: number;
  /** Always this failure; else one of the usual. */
  failure?: Failure;
  /** Who answers instead; else the same model is asked again. */
  fallback?: Model;
  /** Share of failed first attempts after which nothing answers. */
  lost?: number;
}

/** The call as it went: mostly itself, else a failed attempt and what followed. Attempts share trace, call id and what was asked for. */
export function withTrouble(luck: Chance, call: Call, { rate, failure, fallback, lost = 0.2 }: Trouble): Call[] {
  if (!luck.is(rate)) return [call];
  const why = failure ?? luck.pick(FAILURES);
  const durationMs = Math.round(why.code === "408" ? 30_000 : luck.between(180, 1_400));
  // The gateway files an attempt without an answer under its own call id.
  const id = call.via === "gateway" ? call.callId : luck.hex(16);
  const failed: Call = {
    ...call,
    id,
    durationMs,
    ttftMs: null,
    failure: why,
    input: 0,
    cacheRead: 0,
    cacheWrite: 0,
    output: 0,
    reasoning: 0,
  };
  if (luck.is(lost)) return [failed];
  const at = endOf(failed) + Math.round(luck.between(200, 1_500));
  if (!fallback) return [failed, { ...call, at, retries: 1 }];
  const { owner, environment, user, customer, session, trace, callId, asked, input, output } = call;
  const other = newCall(luck, {
    owner,
    environment,
    user,
    customer,
    session,
    trace,
    callId,
    asked,
    input,
    output,
    at,
    model: fallback,
    fallbacks: 1,
  });
  return [failed, other];
}
