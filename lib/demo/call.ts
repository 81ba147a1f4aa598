import type { Owner } from "./company";
import type { Model } from "./models";
import type { Chance } from "./random";

export interface Failure {
  errorClass: string;
  code: string;
}

/** One upstream call of the demo company, before it is written in a source's own format. Times are epoch ms. */
export interface Call {
  via: "gateway" | "tracer";
  owner: Owner;
  environment: "production" | "staging";
  user: string | null;
  customer: string | null;
  session: string | null;
  trace: string;
  /** The gateway's id of what the client asked once; its attempts share it. */
  callId: string;
  /** The record's own id. */
  id: string;
  at: number;
  durationMs: number;
  /** Null where the answer was not streamed. */
  ttftMs: number | null;
  model: Model;
  /** What the client asked for. */
  asked: Model;
  kind: "chat" | "embedding" | "router" | "guard";
  tier: "standard" | "batch";
  failure: Failure | null;
  /** Answered from the gateway's own cache. */
  cacheHit: boolean;
  /** Judged not good enough, so that a stronger model was asked the same. */
  escalated: boolean;
  /** All input, the cached part included. */
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
  /** Part of `output`. */
  reasoning: number;
  retries: number;
  fallbacks: number;
  /** The key has spent its budget: the gateway refuses. */
  overBudget: boolean;
}

type Given = Pick<Call, "owner" | "at" | "model" | "input" | "output"> & Partial<Call>;

/** A call with everything else as usual; it streams unless `ttftMs` is null, and takes as long as its model takes. */
export function newCall(luck: Chance, given: Given): Call {
  const { model, input, output } = given;
  const uncached = input - (given.cacheRead ?? 0);
  const firstMs = Math.round((model.firstMs + (uncached / 1000) * model.readMs) * luck.noise(0.25));
  return {
    via: "gateway",
    environment: "production",
    user: null,
    customer: null,
    session: null,
    trace: luck.hex(32),
    callId: luck.uuid(),
    id: `${given.model.provider === "anthropic" ? "msg_" : "chatcmpl-"}${luck.hex(24)}`,
    durationMs: firstMs + Math.round(output * model.writeMs * luck.noise(0.15)),
    ttftMs: firstMs,
    asked: model,
    kind: "chat",
    tier: "standard",
    failure: null,
    cacheHit: false,
    escalated: false,
    cacheRead: 0,
    cacheWrite: 0,
    reasoning: 0,
    retries: 0,
    fallbacks: 0,
    overBudget: false,
    ...given,
  };
}

/** The end of a call; epoch ms. */
export const endOf = (call: Call): number => call.at + call.durationMs;
