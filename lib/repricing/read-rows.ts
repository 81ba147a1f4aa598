import type { Sql, Tx } from "../../db/client";
import { type BucketFact, nameOf } from "../facts";
import { type StoredAttempt, storedAttempts } from "../ingest/stored-attempts";
import type { RepricingScope } from "./scope";

/** After which row to go on, in the order of time and id. */
export interface RowPosition {
  at: string;
  id: string;
  content?: string;
}

interface Tokens {
  inputUncached: number | null;
  cacheRead: number | null;
  cacheWrite5m: number | null;
  cacheWrite1h: number | null;
  output: number | null;
}

/** An attempt, and where it stands in the order. */
export interface AttemptRow {
  position: RowPosition;
  stored: StoredAttempt;
}

export interface BucketRow {
  position: RowPosition & { content: string };
  fact: BucketFact;
  counted: boolean;
  cost: string | null;
  requests: number;
}

export interface Page {
  scope: RepricingScope;
  after: RowPosition | null;
  limit: number;
  /** Only facts of these runs. */
  runs?: readonly number[] | null;
}

const START: RowPosition = { at: "-infinity", id: "00000000-0000-0000-0000-000000000000", content: "0" };
const TOKENS = (a: string): string =>
  `${a}.input_uncached::float8 as "inputUncached", ${a}.cache_read::float8 as "cacheRead", ${a}.cache_write_5m::float8 as "cacheWrite5m", ${a}.cache_write_1h::float8 as "cacheWrite1h", ${a}.output::float8 as output`;
const NAMED = (a: string) => `(${a}.provider, ${a}.model_name) in (select * from unnest($1::integer[], $2::integer[]))`;
const inTime = (a: string, time: string): string =>
  `${time} >= $3::text::timestamptz and ${time} < $4::text::timestamptz and ($8::integer[] is null or ${a}.run = any($8::integer[]))`;

const parameters = ({ scope, after, limit, runs }: Page) => [
  scope.names.map((n) => n.provider),
  scope.names.map((n) => n.modelName),
  scope.from,
  scope.to,
  (after ?? START).at,
  (after ?? START).id,
  limit,
  runs == null ? null : [...runs],
];

const textsOf = (scope: RepricingScope) =>
  new Map(scope.names.map((n) => [`${n.provider}:${n.modelName}`, { provider: n.providerText, model: n.modelText }]));

/** The next attempts in scope, by time. */
export async function readAttempts(sql: Sql | Tx, page: Page): Promise<AttemptRow[]> {
  const { requested, features, all } = page.scope;
  const rows = await storedAttempts(
    sql,
    `where (${NAMED("a")} or a.requested_model = any($9::integer[]) or a.feature = any($10::integer[]) or $11)
      and ${inTime("a", "a.occurred_at")} and (a.occurred_at, a.id) > ($5::text::timestamptz, $6::uuid)
    order by a.occurred_at, a.id
    limit $7`,
    [...parameters(page), requested, features, all],
  );
  return rows.map((stored) => ({ position: { at: stored.at, id: stored.id }, stored }));
}

/** The next provider counts in scope, every version and grouping of them, by time. */
export async function readBuckets(sql: Sql | Tx, page: Page): Promise<BucketRow[]> {
  const texts = textsOf(page.scope);
  const rows = await sql.unsafe<
    (Tokens & {
      id: string;
      content: string;
      at: string;
      start: number;
      provider: number;
      modelName: number;
      kind: number;
      tier: number;
      requests: number | null;
      units: Record<string, string> | null;
      counted: boolean;
      cost: string | null;
    })[]
  >(
    `select b.id, b.content, b.snapped_at::text as at, extract(epoch from b.snapped_at)::float8 as start, b.provider, b.model_name as "modelName", b.kind, b.tier,
      b.requests::float8 as requests, b.units, b.counted, b.cost::text as cost, ${TOKENS("b")}
    from usage_bucket b
    where ${NAMED("b")} and ${inTime("b", "b.snapped_at")} and (b.snapped_at, b.id, b.content) > ($5::text::timestamptz, $6::uuid, $9::bigint)
    order by b.snapped_at, b.id, b.content
    limit $7`,
    [...parameters(page), (page.after ?? START).content ?? "0"] as never[],
  );
  return rows.map((row) => ({
    position: { at: row.at, id: row.id, content: row.content },
    counted: row.counted,
    cost: row.cost,
    requests: row.counted ? (row.requests ?? 0) : 0,
    fact: {
      fact: "bucket",
      recordId: row.id,
      asOf: null,
      endpoint: "",
      account: null,
      start: row.start,
      end: row.start,
      snappedStart: row.start,
      width: "1d",
      grouping: [],
      provider: "",
      model: null,
      ...withProvider(texts.get(`${row.provider}:${row.modelName}`)),
      kind: nameOf.kind(row.kind) ?? "other",
      tier: nameOf.tier(row.tier) ?? null,
      project: null,
      apiKey: null,
      user: null,
      requests: row.requests,
      units: row.units,
      extra: null,
      ...tokensOf(row),
    },
  }));
}

const withProvider = (text: { provider: string | null; model: string } | undefined) =>
  text ? { provider: text.provider ?? "", model: text.model } : {};

function tokensOf({ inputUncached, cacheRead, cacheWrite5m, cacheWrite1h, output }: Tokens): Tokens {
  return { inputUncached, cacheRead, cacheWrite5m, cacheWrite1h, output };
}
