import { type AttemptFact, codeOf } from "../facts";
import { copyText, copyValue } from "./copy";
import type { Dictionary } from "./dictionary";
import { promptHashNumber, sessionKey } from "./identity";
import type { PricedFact } from "./price-fact";

/** An attempt on its way into the database. */
export interface PreparedAttempt {
  id: string;
  content: string;
  /** Epoch ms. */
  asOf: number;
  fact: AttemptFact;
  priced: PricedFact;
}

/** Columns of the stage table, in the order of `attemptLine`. */
export const ATTEMPT_STAGE_COLUMNS = [
  "id",
  "content",
  "as_of",
  "occurred_at",
  "session_key",
  "session_id",
  "prompt_hash",
  "run",
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
  "record_id",
  "response_id",
  "trace",
  "span",
  "parent",
  "extra",
] as const;

/** Announces every dimension value of an attempt, with the labels its source gave. */
export function announceAttempt(dictionary: Dictionary, { fact, priced }: PreparedAttempt): void {
  const labels = fact.labels;
  dictionary.want("provider", fact.provider);
  dictionary.want("model", priced.canonicalModel);
  dictionary.want("model_name", fact.model);
  dictionary.want("requested_model", fact.requestedModel);
  dictionary.want("route", fact.route);
  dictionary.want("team", fact.team, labels?.team);
  dictionary.want("project", fact.project, labels?.project);
  dictionary.want("feature", fact.feature, labels?.feature);
  dictionary.want("environment", fact.environment);
  dictionary.want("api_key", fact.apiKey, labels?.apiKey);
  dictionary.want("user", fact.user, labels?.user);
  dictionary.want("customer", fact.customer, labels?.customer);
  dictionary.want("error_class", fact.errorClass);
  dictionary.want("geo", fact.geo);
  dictionary.want("unpriced", priced.unpriced);
  for (const tag of fact.tags) dictionary.want("tag", tag);
  if (priced.price) dictionary.wantPrice(priced.price);
}

/** Epoch microseconds as PostgreSQL's timestamp text, in UTC. */
export function timestampText(us: number): string {
  const ms = Math.floor(us / 1000);
  return `${new Date(ms).toISOString().slice(0, -1)}${String(us - ms * 1000).padStart(3, "0")}+00`;
}

/** What has no column of its own; null when there is none of it. */
function extraOf(fact: AttemptFact, dictionary: Dictionary): string | null {
  if (fact.units == null && fact.callId == null && fact.tags.length === 0) return null;
  return JSON.stringify({
    ...(fact.units ? { units: fact.units } : {}),
    ...(fact.callId ? { callId: fact.callId, step: fact.step } : {}),
    ...(fact.tags.length ? { tags: fact.tags.map((tag) => dictionary.id("tag", tag)) } : {}),
  });
}

/** One line of COPY. `source` is the source's number, `scope` sets its sessions apart ("" = shared). */
export function attemptLine(row: PreparedAttempt, dictionary: Dictionary, source: number, run: number, scope: string): string {
  const { fact, priced } = row;
  const { lines } = priced;
  const trace = fact.trace ?? (fact.callId ? `call:${fact.callId}` : null);
  const reasonId = priced.unpriced == null ? null : dictionary.id("unpriced", priced.unpriced);
  return [
    row.id,
    row.content,
    new Date(row.asOf).toISOString(),
    timestampText(fact.occurredAt),
    fact.session == null ? "\\N" : sessionKey(scope, fact.session),
    copyText(fact.session),
    fact.promptHash == null ? "\\N" : promptHashNumber(fact.promptHash),
    run,
    copyValue(fact.durationMs),
    copyValue(fact.ttftMs),
    copyValue(fact.inputUncached),
    copyValue(fact.cacheRead),
    copyValue(fact.cacheWrite5m),
    copyValue(fact.cacheWrite1h),
    copyValue(fact.output),
    copyValue(fact.reasoning),
    dictionary.id("provider", fact.provider),
    dictionary.id("model", priced.canonicalModel),
    dictionary.id("model_name", fact.model),
    dictionary.id("requested_model", fact.requestedModel),
    dictionary.id("route", fact.route),
    dictionary.id("team", fact.team),
    dictionary.id("project", fact.project),
    dictionary.id("feature", fact.feature),
    dictionary.id("environment", fact.environment),
    dictionary.id("api_key", fact.apiKey),
    dictionary.id("user", fact.user),
    dictionary.id("customer", fact.customer),
    fact.errorClass == null ? "\\N" : dictionary.id("error_class", fact.errorClass),
    fact.geo == null ? "\\N" : dictionary.id("geo", fact.geo),
    priced.price ? dictionary.priceId(priced.price) : "\\N",
    copyValue(reasonId),
    source,
    codeOf.status(fact.status),
    codeOf.kind(fact.kind),
    codeOf.tier(fact.tier),
    codeOf.gatewayCache(fact.gatewayCache),
    priced.priced,
    1 + (fact.hiddenAttempts ?? 0),
    copyValue(fact.hiddenAttempts),
    copyValue(priced.cost),
    copyValue(lines?.inputUncached),
    copyValue(lines?.cacheRead),
    copyValue(lines?.cacheWrite5m),
    copyValue(lines?.cacheWrite1h),
    copyValue(lines?.output),
    copyValue(lines?.other),
    copyValue(fact.reportedCost),
    copyText(fact.recordId),
    fact.responseId === fact.recordId ? "\\N" : copyText(fact.responseId),
    copyText(trace),
    copyText(fact.span),
    copyText(fact.parent),
    copyText(extraOf(fact, dictionary)),
  ].join("\t");
}
