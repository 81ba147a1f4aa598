import type { ArrivingAttempt } from "../../db/schema/rollup-tables";
import { type AttemptFact, codeOf } from "../facts";
import { type Pico, readPico } from "../pricing";
import { aloneInLedger } from "../savings";
import type { Dictionary } from "./dictionary";
import { sessionKey } from "./identity";
import type { PricedAttempt } from "./price-fact";

/** An attempt on its way into the database. */
export interface PreparedAttempt {
  /** 32 and 16 hex digits. */
  id: string;
  content: string;
  /** Epoch ms; null: its source states no time, and it is told as its batch is. */
  asOf: number | null;
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
    prompt_hash: fact.promptHash,
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
