import type { Tx } from "../../db/client";
import { type AttemptFact, emptyAttempt, nameOf } from "../facts";
import { unfilled } from "./fill-from-tracers";
import { promptHashText } from "./identity";

/** One telling of a record. `content` is in decimal digits, as the database has it, `asOf` epoch ms. */
export interface FactVersion {
  id: string;
  content: string;
  asOf: number;
  run: number;
  fact: AttemptFact;
}

const DIMENSIONS = {
  provider: "provider",
  model: "model_name",
  requestedModel: "requested_model",
  route: "route",
  team: "team",
  project: "project",
  feature: "feature",
  environment: "environment",
  apiKey: "api_key",
  user: "user_id",
  customer: "customer",
  errorClass: "error_class",
  geo: "geo",
} as const satisfies Partial<Record<keyof AttemptFact, string>>;

const value = (column: string): string => `(select d.value from dimension_value d where d.id = ${unfilled(column)})`;

/** Attempts as their source told them, read back from the fact table: the first version of a record that is about to get a second one. */
export async function readFacts(tx: Tx, ids: readonly string[]): Promise<FactVersion[]> {
  const facts = await factsOf(
    tx,
    "from identity i join attempt a on a.id = i.id and a.occurred_at = i.occurred_at where i.id = any($1::uuid[])",
    [ids],
  );
  const versions = await tx<{ id: string; content: string; asOf: number | null }[]>`
    select replace(id::text, '-', '') as id, content, extract(epoch from as_of)::float8 * 1000 as "asOf"
    from identity where id = any(${ids as string[]}::uuid[])`;
  const byId = new Map(versions.map((version) => [version.id, version]));
  const told = await timesOf(tx, new Set(facts.map(({ run }) => run)));
  return facts.flatMap((fact) => {
    const version = byId.get(fact.id);
    if (!version) return [];
    const asOf = version.asOf ?? told.get(fact.run);
    if (asOf === undefined) throw new Error(`nothing says when the record ${fact.id} of run ${fact.run} was told`);
    return [{ ...fact, ...version, asOf }];
  });
}

/** When runs were told, epoch ms: a first version that states no time of its own is told as its run. */
async function timesOf(tx: Tx, runs: ReadonlySet<number>): Promise<Map<number, number>> {
  const rows = await tx<{ id: number; told: number }[]>`
    select id, extract(epoch from told_at)::float8 * 1000 as told from ingest_run where id = any(${[...runs]}::integer[]) and told_at is not null`;
  return new Map(rows.map(({ id, told }) => [id, told]));
}

/** Rows in the shape of attempts (alias `a`) as their source told them. `from` is SQL with `parameters`. */
export async function factsOf(
  tx: Tx,
  from: string,
  parameters: readonly unknown[] = [],
): Promise<Pick<FactVersion, "id" | "run" | "fact">[]> {
  const rows = await tx.unsafe<Record<string, unknown>[]>(
    `select a.id, a.run,
      (extract(epoch from a.occurred_at) * 1000000)::bigint as occurred_at, a.duration_ms, ${unfilled("ttft_ms")} as ttft_ms, a.status, a.kind, a.tier, a.gateway_cache, a.hidden,
      a.input_uncached, a.cache_read, a.cache_write_5m, a.cache_write_1h, a.output, a.reasoning, a.reported_cost::text, id_text(a.record_id) as record_id,
      id_text(a.response_id) as response_id, id_text(a.trace) as trace, id_text(a.span) as span, id_text(a.parent) as parent, a.prompt_hash, a.extra,
      (select s.id from session_name s where s.key = ${unfilled("session_key")}) as session,
      tag_names(a.tags, a.extra) as tags,
      ${Object.entries(DIMENSIONS)
        .map(([key, column]) => `${value(column)} as "${key}"`)
        .join(", ")}
    ${from}`,
    parameters as never[],
  );
  return rows.map(toFact);
}

function toFact(row: Record<string, unknown>): Pick<FactVersion, "id" | "run" | "fact"> {
  const extra = (row.extra ?? {}) as { units?: Record<string, string>; callId?: string; step?: number | null };
  const text = (key: string): string | null => (row[key] as string | null) ?? null;
  const number = (key: string): number | null => (row[key] == null ? null : Number(row[key]));
  const recordId = String(row.record_id);
  const dimensions = Object.fromEntries(Object.keys(DIMENSIONS).map((key) => [key, text(key)]));
  const trace = text("trace");
  const fact: AttemptFact = {
    ...emptyAttempt,
    ...dimensions,
    recordId,
    occurredAt: Number(row.occurred_at),
    callId: extra.callId ?? null,
    step: extra.step ?? null,
    hiddenAttempts: number("hidden"),
    durationMs: number("duration_ms"),
    ttftMs: number("ttft_ms"),
    status: nameOf.status(Number(row.status)) ?? "success",
    kind: nameOf.kind(Number(row.kind)) ?? "other",
    tier: nameOf.tier(Number(row.tier)) ?? null,
    gatewayCache: nameOf.gatewayCache(number("gateway_cache") ?? 0) ?? "none",
    inputUncached: number("input_uncached"),
    cacheRead: number("cache_read"),
    cacheWrite5m: number("cache_write_5m"),
    cacheWrite1h: number("cache_write_1h"),
    output: number("output"),
    reasoning: number("reasoning"),
    units: extra.units ?? null,
    session: text("session"),
    trace: trace?.startsWith("call:") ? null : trace,
    span: text("span"),
    parent: text("parent"),
    responseId: text("response_id"),
    promptHash: row.prompt_hash == null ? null : promptHashText(String(row.prompt_hash)),
    reportedCost: text("reported_cost"),
    tags: row.tags as string[],
  };
  return { id: String(row.id).replaceAll("-", ""), run: Number(row.run), fact };
}
