import type { BinaryRows } from "../../db/binary-rows";
import type { ArrivingAttempt } from "../../db/schema/rollup-tables";
import { type AttemptFact, codeOf } from "../facts";
import { type Pico, readPico } from "../pricing";
import { aloneInLedger } from "../savings";
import type { Dictionary } from "./dictionary";
import { promptHashNumber, sessionKey } from "./identity";
import type { PricedAttempt } from "./price-fact";

/** An attempt on its way into the database. */
export interface PreparedAttempt {
  /** 32 and 16 hex digits. */
  id: string;
  content: string;
  /** Epoch ms. */
  asOf: number;
  fact: AttemptFact;
  priced: PricedAttempt;
}

/** Where rows come from. */
export interface RowOrigin {
  source: number;
  run: number;
  /** Session scope: "" unless the source's sessions are set apart. */
  scope: string;
}

/** A new attempt as its table holds it: ids of names, codes, money in pico-dollars. Ids and hashes are hex, but for the prompt's: a decimal. */
export interface AttemptRow extends ArrivingAttempt {
  id: string;
  /** Epoch microseconds. */
  occurred_at: number;
  /** The source's own id of the session; `session_key` is its hash. */
  session_id: string | null;
  prompt_hash: string | null;
  run: number;
  duration_ms: number | null;
  ttft_ms: number | null;
  provider: number;
  model: number;
  model_name: number;
  requested_model: number;
  route: number;
  team: number;
  project: number;
  feature: number;
  environment: number;
  api_key: number;
  user_id: number;
  customer: number;
  error_class: number | null;
  geo: number | null;
  unpriced: number | null;
  source: number;
  tier: number;
  hidden: number | null;
  record_id: string;
  response_id: string | null;
  trace: string | null;
  span: string | null;
  parent: string | null;
  /** Id of the list of tags; null: none. See `tagsOf`. */
  tags: number | null;
  /** JSON of what has no column of its own. */
  extra: string | null;
  /** Identity of the first attempt of the same request, null for one of a single attempt; see settle-trace.ts. */
  call: string | null;
  /** Place among the attempts of the request; null for the first. */
  attempt_no: number | null;
}

/** Columns of `attempt` that a new row fills, in the order of `writeAttempt`; `counted` has a default that settling changes. */
export const ATTEMPT_COLUMNS = [
  "id",
  "occurred_at",
  "run",
  "session_key",
  "prompt_hash",
  "duration_ms",
  "ttft_ms",
  "input_uncached",
  "cache_read",
  "cache_write_5m",
  "cache_write_1h",
  "output",
  "reasoning",
  "provider",
  "model",
  "model_name",
  "requested_model",
  "route",
  "team",
  "project",
  "feature",
  "environment",
  "api_key",
  "user_id",
  "customer",
  "error_class",
  "geo",
  "price",
  "unpriced",
  "tags",
  "source",
  "status",
  "kind",
  "tier",
  "gateway_cache",
  "priced",
  "attempts",
  "hidden",
  "cost",
  "cost_input_uncached",
  "cost_cache_read",
  "cost_cache_write_5m",
  "cost_cache_write_1h",
  "cost_output",
  "cost_other",
  "reported_cost",
  "ledger",
  "ledger_reason",
  "estimable",
  "saved_cache",
  "saved_context",
  "saved_routing",
  "saved_prompt_cache",
  "saved_tier",
  "record_id",
  "response_id",
  "trace",
  "span",
  "parent",
  "extra",
  "call",
  "attempt_no",
  "final",
] as const;

/** A list of tags is one name: the ids of the tags. Longer ones don't fit into an index entry and stand in `extra`. */
const MAX_TAGS = 200;

/** Id of the list of a fact's tags; 0 while any of them is a miss. */
function tagsOf(tags: readonly string[], dictionary: Dictionary): number | null {
  if (tags.length === 0 || tags.length > MAX_TAGS) return null;
  const ids = tags.map((tag) => dictionary.find("tag", tag));
  return ids.includes(0) ? 0 : dictionary.find("tags", ids.join(","));
}

/** What has no column of its own; null when there is none of it. */
function extraOf({ units, callId, step, tags }: AttemptFact, dictionary: Dictionary): string | null {
  if (units == null && callId == null && tags.length <= MAX_TAGS) return null;
  return JSON.stringify({
    ...(units ? { units } : {}),
    ...(callId ? { callId, step } : {}),
    ...(tags.length > MAX_TAGS ? { tags: tags.map((tag) => dictionary.find("tag", tag)) } : {}),
  });
}

const NO_LINES = { inputUncached: null, cacheRead: null, cacheWrite5m: null, cacheWrite1h: null, output: null, other: null };

/** The row of one attempt. Names that the dictionary does not know yet are wanted from it; the row is right once it knows them. */
export function attemptRow({ id, fact, priced }: PreparedAttempt, dictionary: Dictionary, { source, run, scope }: RowOrigin): AttemptRow {
  const { price, unpriced, ledger } = priced;
  const lines = priced.lines ?? NO_LINES;
  const { labels } = fact;
  // Without spreading it: an object of so many columns keeps its shape only if all of them are written out.
  const alone = aloneInLedger(fact, ledger);
  return {
    id,
    occurred_at: fact.occurredAt,
    session_key: fact.session === null ? null : sessionKey(scope, fact.session),
    session_id: fact.session,
    prompt_hash: fact.promptHash === null ? null : promptHashNumber(fact.promptHash),
    run,
    duration_ms: fact.durationMs === null ? null : Math.fround(fact.durationMs),
    ttft_ms: fact.ttftMs === null ? null : Math.fround(fact.ttftMs),
    input_uncached: fact.inputUncached,
    cache_read: fact.cacheRead,
    cache_write_5m: fact.cacheWrite5m,
    cache_write_1h: fact.cacheWrite1h,
    output: fact.output,
    reasoning: fact.reasoning,
    provider: dictionary.find("provider", fact.provider),
    model: dictionary.find("model", priced.canonicalModel),
    model_name: dictionary.find("model_name", fact.model),
    requested_model: dictionary.find("requested_model", fact.requestedModel),
    route: dictionary.find("route", fact.route),
    team: dictionary.find("team", fact.team, labels?.team),
    project: dictionary.find("project", fact.project, labels?.project),
    feature: dictionary.find("feature", fact.feature, labels?.feature),
    environment: dictionary.find("environment", fact.environment),
    api_key: dictionary.find("api_key", fact.apiKey, labels?.apiKey),
    user_id: dictionary.find("user", fact.user, labels?.user),
    customer: dictionary.find("customer", fact.customer, labels?.customer),
    error_class: fact.errorClass === null ? null : dictionary.find("error_class", fact.errorClass),
    geo: fact.geo === null ? null : dictionary.find("geo", fact.geo),
    price: price && dictionary.findPrice(price),
    unpriced: unpriced === null ? null : dictionary.find("unpriced", unpriced),
    tags: tagsOf(fact.tags, dictionary),
    source,
    status: codeOf.status(fact.status),
    kind: codeOf.kind(fact.kind),
    tier: codeOf.tier(fact.tier),
    gateway_cache: codeOf.gatewayCache(fact.gatewayCache),
    priced: priced.priced,
    attempts: 1 + (fact.hiddenAttempts ?? 0),
    hidden: fact.hiddenAttempts,
    cost: priced.cost,
    cost_input_uncached: lines.inputUncached,
    cost_cache_read: lines.cacheRead,
    cost_cache_write_5m: lines.cacheWrite5m,
    cost_cache_write_1h: lines.cacheWrite1h,
    cost_output: lines.output,
    cost_other: lines.other,
    reported_cost: reportedOf(fact.reportedCost),
    ledger: alone.ledger,
    estimable: alone.estimable,
    ledger_reason: ledger.reason,
    saved_cache: ledger.cache,
    saved_context: ledger.context,
    saved_routing: ledger.routing,
    saved_prompt_cache: ledger.promptCache,
    saved_tier: ledger.tier,
    record_id: fact.recordId,
    response_id: fact.responseId === fact.recordId ? null : fact.responseId,
    trace: traceOf(fact),
    span: fact.span,
    parent: fact.parent,
    extra: extraOf(fact, dictionary),
    call: null,
    attempt_no: null,
    final: true,
  };
}

/** The trace of an attempt; rows that their source says are one call share one where it names none. */
export const traceOf = (fact: AttemptFact): string | null => fact.trace ?? (fact.callId ? `call:${fact.callId}` : null);

const reportedOf = (text: string | null): Pico | null => (text === null ? null : readPico(text));

/** Adds a row to a COPY of `ATTEMPT_COLUMNS`. The run comes behind fields that are never null: it is set late, see `Arrivals.stamp`. */
export function writeAttempt(out: BinaryRows, row: AttemptRow): void {
  out.row();
  out.uuid(row.id);
  out.timestamp(row.occurred_at);
  out.int4(row.run);
  out.int8Hex(row.session_key);
  out.int8Text(row.prompt_hash);
  out.float4(row.duration_ms);
  out.float4(row.ttft_ms);
  out.int4(row.input_uncached);
  out.int4(row.cache_read);
  out.int4(row.cache_write_5m);
  out.int4(row.cache_write_1h);
  out.int4(row.output);
  out.int4(row.reasoning);
  out.int4(row.provider);
  out.int4(row.model);
  out.int4(row.model_name);
  out.int4(row.requested_model);
  out.int4(row.route);
  out.int4(row.team);
  out.int4(row.project);
  out.int4(row.feature);
  out.int4(row.environment);
  out.int4(row.api_key);
  out.int4(row.user_id);
  out.int4(row.customer);
  out.int4(row.error_class);
  out.int4(row.geo);
  out.int4(row.price);
  out.int4(row.unpriced);
  out.int4(row.tags);
  out.int2(row.source);
  out.int2(row.status);
  out.int2(row.kind);
  out.int2(row.tier);
  out.int2(row.gateway_cache || null);
  out.int2(row.priced);
  out.int2(row.attempts);
  out.int2(row.hidden);
  out.numeric(row.cost);
  out.numeric(row.cost_input_uncached);
  out.numeric(row.cost_cache_read);
  out.numeric(row.cost_cache_write_5m);
  out.numeric(row.cost_cache_write_1h);
  out.numeric(row.cost_output);
  out.numeric(row.cost_other);
  out.numeric(row.reported_cost);
  out.int2(row.ledger);
  out.int2(row.ledger_reason);
  out.bool(row.estimable);
  out.numeric(row.saved_cache);
  out.numeric(row.saved_context);
  out.numeric(row.saved_routing);
  out.numeric(row.saved_prompt_cache);
  out.numeric(row.saved_tier);
  out.packedId(row.record_id);
  out.packedId(row.response_id);
  out.packedId(row.trace);
  out.packedId(row.span);
  out.packedId(row.parent);
  out.jsonb(row.extra);
  out.uuid(row.call);
  out.int2(row.attempt_no);
  out.bool(row.final);
}
