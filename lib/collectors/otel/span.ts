import { type AttemptFact, parseDecimal, type RecordOutcome, type RejectReason, type SpanLink } from "../../facts";
import type { OpenContext } from "../collector";
import { type Attributes, asText, firstText, isJson, type Json, readAttributes } from "./attributes";
import { classify, type SpanClass } from "./classify";
import { readDimensions, readTags } from "./dimensions";
import { hexId } from "./ids";
import { CLAUDE_CODE_KEYS, KEYS } from "./keys";
import { cleanModel, spanProvider, tierOf } from "./model-name";
import { spanPromptHash } from "./prompt";
import { keptSpan } from "./redact";
import { readStated, type Stated } from "./response-json";
import { readStatus } from "./status";
import { readTimes } from "./times";
import { readTokens } from "./tokens";

type Call = Extract<SpanClass, { call: unknown }>;
type Read = { fact: AttemptFact } | { problem: RejectReason; detail: string };

/** The one outcome of one span. Its link is stated whenever trace and span id can be read, counted or not. */
export function spanOutcome(span: unknown, resource: Attributes, context: OpenContext): RecordOutcome {
  if (!isJson(span)) return { rejected: "invalid_field", detail: "A span is not an object", record: null };
  const attributes = readAttributes(span.attributes);
  const link = readLink(span);
  const sort = classify(attributes, asText(span.name) ?? "");
  if ("ignored" in sort) return link ? { link, ignored: sort.ignored } : { ignored: sort.ignored };

  const read: Read = link
    ? readCall(span, attributes, resource, context, sort, link)
    : {
        problem: "missing_id",
        detail: `traceId ${shown(span.traceId ?? span.trace_id)} or spanId ${shown(span.spanId ?? span.span_id)} is missing or no id`,
      };
  if ("fact" in read) return link ? { link, fact: read.fact } : { fact: read.fact };

  const { settings } = context;
  const record = keptSpan({
    resource,
    span,
    attributes,
    remapped: Object.values(settings.remap ?? {}),
    keepEmails: settings.keepEmails === true,
  });
  const rejected = { rejected: read.problem, detail: read.detail, record };
  return link ? { link, ...rejected } : rejected;
}

function readLink(span: Json): SpanLink | null {
  const trace = hexId(span.traceId ?? span.trace_id, 16);
  const id = hexId(span.spanId ?? span.span_id, 8);
  if (trace === null || id === null) return null;
  return { trace, span: id, parent: hexId(span.parentSpanId ?? span.parent_span_id, 8) };
}

function readCall(span: Json, attributes: Attributes, resource: Attributes, context: OpenContext, sort: Call, link: SpanLink): Read {
  const events: readonly unknown[] = Array.isArray(span.events) ? span.events : [];
  const claudeCode = sort.claudeCode === true;
  const stated = readStated(attributes);
  const times = readTimes(span, attributes, events, context.now);
  if ("problem" in times) return times;
  const read = readTokens(attributes, stated, claudeCode);
  if ("problem" in read) return read;
  const cost = readCost(attributes, stated);
  if ("problem" in cost) return cost;
  const { status, errorClass } = readStatus(span, attributes, events, claudeCode);
  const { model, requestedModel } = readModels(attributes, stated, claudeCode);
  const { tokens } = read;
  const dimensions = readDimensions(attributes, resource, context.settings);
  return {
    // Written out: spreading the parts into one another takes as long as all the reading.
    fact: {
      fact: "attempt",
      recordId: `${link.trace}:${link.span}`,
      asOf: null,
      callId: null,
      step: null,
      hiddenAttempts: null,
      occurredAt: times.occurredAt,
      durationMs: times.durationMs,
      ttftMs: times.ttftMs,
      provider: spanProvider(attributes) ?? (claudeCode ? "anthropic" : null),
      model,
      requestedModel,
      route: firstText(attributes, KEYS.route),
      status,
      errorClass,
      kind: sort.call,
      tier: readTier(attributes, stated, claudeCode),
      geo: null,
      gatewayCache: "none",
      inputUncached: tokens.inputUncached,
      cacheRead: tokens.cacheRead,
      cacheWrite5m: tokens.cacheWrite5m,
      cacheWrite1h: tokens.cacheWrite1h,
      output: tokens.output,
      reasoning: tokens.reasoning,
      units: readUnits(attributes, stated),
      team: dimensions.team,
      project: dimensions.project,
      feature: dimensions.feature,
      environment: dimensions.environment,
      apiKey: dimensions.apiKey,
      user: dimensions.user,
      customer: dimensions.customer,
      session: dimensions.session,
      trace: link.trace,
      span: link.span,
      parent: link.parent,
      responseId: firstText(attributes, KEYS.responseId) ?? asText(stated.responseId),
      promptHash: spanPromptHash(attributes, events),
      reportedCost: cost.value,
      tags: readTags(attributes),
      labels: null,
    },
  };
}

function readModels(attributes: Attributes, stated: Stated, claudeCode: boolean): Pick<AttemptFact, "model" | "requestedModel"> {
  const requested = cleanModel(firstText(attributes, KEYS.requestModel) ?? asText(stated.requestModel));
  const own = claudeCode ? asText(attributes.get(CLAUDE_CODE_KEYS.model)) : null;
  const answering = cleanModel(firstText(attributes, KEYS.responseModel) ?? firstText(attributes, KEYS.onlyModel) ?? own);
  return { model: answering ?? requested, requestedModel: requested };
}

/** The tier of the response; that of the request only where the response states none. */
function readTier(attributes: Attributes, stated: Stated, claudeCode: boolean): AttemptFact["tier"] {
  return (
    tierOf(firstText(attributes, KEYS.responseTier)) ??
    tierOf(stated.tier) ??
    tierOf(firstText(attributes, KEYS.requestTier)) ??
    (claudeCode ? tierOf(attributes.get(CLAUDE_CODE_KEYS.speed)) : null)
  );
}

function readCost(attributes: Attributes, stated: Stated): { value: string | null } | { problem: RejectReason; detail: string } {
  for (const key of KEYS.cost) {
    const parsed = parseDecimal(attributes.get(key));
    if ("problem" in parsed) return { problem: "invalid_amount", detail: `${key}: ${parsed.problem}` };
    if (parsed.value?.startsWith("-")) return { problem: "invalid_amount", detail: `${key}: ${parsed.value} is negative` };
    if (parsed.value !== null) return { value: parsed.value };
  }
  const inside = parseDecimal(stated.cost);
  return { value: "value" in inside ? inside.value : null };
}

function readUnits(attributes: Attributes, stated: Stated): AttemptFact["units"] {
  const units: Record<string, string> = {};
  const add = (name: string, value: unknown): void => {
    const amount = parseDecimal(value);
    if ("value" in amount && amount.value !== null && amount.value !== "0" && !amount.value.startsWith("-")) units[name] = amount.value;
  };
  add("web_search", firstText(attributes, KEYS.webSearch) ?? stated.webSearch);
  add("audio_second", stated.audioSeconds);
  return Object.keys(units).length > 0 ? units : null;
}

/** An id as shown in a reason; a foreign value could be anything, so only its start. */
const shown = (value: unknown): string => (value === undefined ? "(none)" : (JSON.stringify(value)?.slice(0, 48) ?? "(none)"));
