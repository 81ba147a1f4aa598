import { type AttemptFact, parseCount, parseDecimal, type RecordOutcome } from "../../facts";
import { withoutPrompts } from "../without-prompts";
import { attributionOf, type Rules } from "./attribution";
import { callKind } from "./call-kind";
import { type Fields, fieldsOf, Refusal, textOf } from "./fields";
import { modelOf, tierOf } from "./model";
import { promptHashOf } from "./prompt";
import { gatewayCacheOf, statusOf } from "./status";
import { timesOf } from "./times";
import { unitsOf } from "./units";
import { tokensOf, usageObject } from "./usage";

/** One StandardLoggingPayload or SpendLogs row → one outcome. */
export function normalize(row: Fields, rules: Rules, now: number): RecordOutcome {
  try {
    return outcomeOf(row, rules, now);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { rejected: error.reason, detail: error.message, record: withoutPrompts(row) };
  }
}

function outcomeOf(row: Fields, rules: Rules, now: number): RecordOutcome {
  const metadata = fieldsOf(row.metadata);
  const kind = callKind(row, metadata);
  if (kind === "management") return { ignored: "not_billable" };
  const response = fieldsOf(row.response);
  const callId = textOf(row.litellm_call_id) ?? textOf(row.call_id) ?? textOf(metadata.litellm_call_id);
  const recordId = textOf(row.request_id) ?? textOf(row.id) ?? callId;
  if (recordId === null) throw new Refusal("missing_id", "request_id and id are missing");
  const times = timesOf(row, now);
  const usage = usageObject(row, metadata, response);
  const { status, errorClass } = statusOf(row, metadata);
  const tokens = tokensOf(row, usage, status !== "success");
  const isUsed = !!(tokens.inputUncached || tokens.output || tokens.cacheRead || tokens.cacheWrite5m || tokens.cacheWrite1h);
  if (kind === "batch" && !isUsed) return { ignored: "not_billable" };
  const { provider, model, requestedModel, route } = modelOf(row, metadata);
  const gatewayCache = gatewayCacheOf(row, metadata);
  const who = attributionOf(row, metadata, rules);
  const fact: AttemptFact = {
    fact: "attempt",
    recordId,
    asOf: null,
    callId,
    step: null,
    hiddenAttempts: hiddenAttemptsOf(row, metadata),
    occurredAt: times.occurredAt,
    durationMs: times.durationMs,
    ttftMs: times.ttftMs,
    provider,
    model,
    requestedModel,
    route,
    status,
    errorClass,
    kind: kind === "batch" ? "chat" : kind,
    tier: kind === "batch" ? "batch" : tierOf(row, metadata, usage, response),
    geo: geoOf(usage),
    gatewayCache,
    inputUncached: tokens.inputUncached,
    cacheRead: tokens.cacheRead,
    cacheWrite5m: tokens.cacheWrite5m,
    cacheWrite1h: tokens.cacheWrite1h,
    output: tokens.output,
    reasoning: tokens.reasoning,
    units: unitsOf(usage, response, kind, isUsed),
    team: who.team,
    project: who.project,
    feature: who.feature,
    environment: who.environment,
    apiKey: who.apiKey,
    user: who.user,
    customer: who.customer,
    session: who.session,
    trace: who.trace,
    span: null,
    parent: null,
    responseId: gatewayCache === "none" ? responseIdOf(response, recordId, callId) : null,
    promptHash: promptHashOf(row),
    reportedCost: costOf(row.response_cost === undefined ? row.spend : row.response_cost),
    tags: who.tags,
    labels: who.labels,
  };
  return { fact };
}

/** The row is the last attempt; the ones before it are only counted. A count that can't be read is unknown: it must not lose the request. */
function hiddenAttemptsOf(row: Fields, metadata: Fields): number | null {
  const retries = attemptsOf(metadata.attempted_retries ?? row.attempted_retries);
  const fallbacks = attemptsOf(metadata.attempted_fallbacks ?? row.attempted_fallbacks);
  return retries === null && fallbacks === null ? null : (retries ?? 0) + (fallbacks ?? 0);
}

function attemptsOf(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  const parsed = parseCount(value);
  return "problem" in parsed ? null : parsed.value;
}

/** What providers call their responses; a bare UUID is LiteLLM's own call id. */
const RESPONSE_ID_STARTS = ["chatcmpl-", "msg_", "resp_", "gen-", "cmpl-", "chatcmpl_"];

/** A cached answer repeats the id of the call that filled the cache, so hits have none: they'd be taken for that call. */
function responseIdOf(response: Fields, recordId: string, callId: string | null): string | null {
  const stated = textOf(response.id);
  if (stated !== null && stated !== callId) return stated;
  if (recordId === callId) return null;
  for (const start of RESPONSE_ID_STARTS) if (recordId.startsWith(start)) return recordId;
  return null;
}

function geoOf(usage: Fields | null): string | null {
  const geo = usage === null ? null : textOf(usage.inference_geo);
  return geo === null || geo === "not_available" ? null : geo.toLowerCase();
}

function costOf(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) {
    const text = String(value);
    if (!text.includes("e")) return text;
  }
  const parsed = parseDecimal(value);
  if ("problem" in parsed) throw new Refusal("invalid_amount", `cost: ${parsed.problem}`);
  return parsed.value;
}
