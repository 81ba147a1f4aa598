import type { Tx } from "../../db/client";
import { copyInto, copyPico } from "../../db/copy";
import { ROLLUPS } from "../../db/schema/rollup-tables";
import type { IngestContext } from "../ingest/context";
import type { Dictionary } from "../ingest/dictionary";
import { foldChanges } from "../ingest/merge-attempts";
import type { PricedFact } from "../ingest/price-fact";
import { type Rewrite, rewriteAttempts } from "../ingest/rewrite-attempts";
import { settleOutcomes } from "../ingest/settle-outcomes";
import { fold } from "../rollups";
import type { RowPosition } from "./read-rows";

/** What a step changed: facts, and requests with another cost. Money in USD of facts in the totals; unknown counts as 0. */
export interface PriceChange {
  changed: number;
  requests: number;
  newlyPriced: number;
  costBefore: string;
  costAfter: string;
  /** Requests of which anything changed, and what they saved by routing. */
  touched: number;
  routingBefore: string;
  routingAfter: string;
}

const NOTHING: PriceChange = {
  changed: 0,
  requests: 0,
  newlyPriced: 0,
  costBefore: "0",
  costAfter: "0",
  touched: 0,
  routingBefore: "0",
  routingAfter: "0",
};

/**
 * Writes attempts' new prices and savings, and what derives from them: what their failures cost, and on which attempt of a trace or session an outcome
 * stands, since that is its first routed request's. Under the merge lock, with the stage open.
 */
export async function writeAttemptPrices(
  tx: Tx,
  { zone, baselines, dictionary }: Pick<IngestContext, "zone" | "baselines" | "dictionary">,
  rows: readonly Rewrite[],
): Promise<PriceChange> {
  const { renamed, ...counts } = await rewriteAttempts(tx, dictionary, rows);
  await settleOutcomes(tx, { baselines, zone }, { ids: rows.flatMap(({ stored }) => (stored.outcome === null ? [] : [stored.id])) });
  const change = { ...NOTHING, ...counts, ...(await routingOf(tx)) };
  await foldChanges(tx, zone);
  if (renamed) await dropEmptyCells(tx);
  return change;
}

/** What the requests in `delta` and `judged` saved by routing, before and after. A row can have been changed twice: only the difference is sure in `delta`. */
async function routingOf(tx: Tx): Promise<Pick<PriceChange, "touched" | "routingBefore" | "routingAfter">> {
  const saved = (a: string, sign = "") =>
    `coalesce(sum(${sign}${a}.saved_routing) filter (where ${a}.counted and ${a}.estimable and ${a}.ledger in (1, 2)), 0)`;
  const [row] = await tx.unsafe<{ touched: number; routingBefore: string; routingAfter: string }[]>(
    `with ids as (select id, occurred_at from delta union select id, occurred_at from judged),
      present as (
        select count(*) filter (where a.counted and a.final and a.status <> 2 and a.kind not in (9, 10))::integer as touched, ${saved("a")} as saved
        from ids k cross join lateral (select * from attempt a where a.id = k.id and a.occurred_at = k.occurred_at offset 0) a
      ),
      difference as (select ${saved("d", "d.sign * ")} as saved from delta d)
    select p.touched, p.saved::text as "routingAfter", (p.saved - d.saved)::text as "routingBefore" from present p, difference d`,
  );
  return row ?? { touched: 0, routingBefore: "0", routingAfter: "0" };
}

/** A model that rows are no longer grouped under leaves cells of zeros behind, which a rebuild would not make. */
async function dropEmptyCells(tx: Tx): Promise<void> {
  for (const { name } of ROLLUPS) await tx.unsafe(`delete from ${name} where rows = 0`);
  await tx`delete from rollup_day_latency where 0 = all (latency) and 0 = all (ttft)`;
}

const SAME = [
  "model",
  "price",
  "unpriced",
  "cost",
  "cost_input_uncached",
  "cost_cache_read",
  "cost_cache_write_5m",
  "cost_cache_write_1h",
  "cost_output",
  "cost_other",
];
const SET = SAME.map((c) => `${c} = r.${c}`).join(", ");

/** A provider count with the price that it should have. */
export interface RepricedBucket {
  position: RowPosition;
  requests: number;
  priced: PricedFact;
}

/** The same for provider counts. */
export async function writeBucketPrices(
  tx: Tx,
  zone: string,
  rows: readonly RepricedBucket[],
  dictionary: Dictionary,
): Promise<PriceChange> {
  if ((await stageBuckets(tx, rows, dictionary)) === 0) return NOTHING;
  const [sum] = await tx<Partial<PriceChange>[]>`
    select count(*)::integer as changed, coalesce(sum(r.requests) filter (where t.cost is distinct from r.cost), 0)::float8 as requests,
      coalesce(sum(r.requests) filter (where t.cost is null and r.cost is not null), 0)::float8 as "newlyPriced",
      coalesce(sum(t.cost) filter (where t.counted), 0)::text as "costBefore", coalesce(sum(r.cost) filter (where t.counted), 0)::text as "costAfter"
    from repriced r join usage_bucket t on t.id = r.id and t.content = r.content`;
  const remember = (sign: number) =>
    tx.unsafe(`insert into bucket_delta select b.*, ${sign} from usage_bucket b join repriced r on r.id = b.id and r.content = b.content`);
  await remember(-1);
  await tx.unsafe(`update usage_bucket t set ${SET} from repriced r where t.id = r.id and t.content = r.content`);
  await remember(1);
  await fold(tx, zone, { buckets: "bucket_delta" }, true);
  return { ...NOTHING, ...sum };
}

/** Puts the new prices of provider counts into a session-local table, without those that stay as they are. Returns how many are left. */
async function stageBuckets(tx: Tx, rows: readonly RepricedBucket[], dictionary: Dictionary): Promise<number> {
  for (const { priced } of rows) {
    dictionary.find("model", priced.canonicalModel);
    dictionary.find("unpriced", priced.unpriced);
    if (priced.price) dictionary.findPrice(priced.price);
  }
  await dictionary.load();
  await tx.unsafe(`create temp table if not exists repriced (id uuid, content bigint, requests bigint, model integer, price integer, unpriced integer,
      cost numeric(24, 12), cost_input_uncached numeric(24, 12), cost_cache_read numeric(24, 12), cost_cache_write_5m numeric(24, 12), cost_cache_write_1h numeric(24, 12),
      cost_output numeric(24, 12), cost_other numeric(24, 12)) on commit delete rows; truncate repriced`);
  await copyInto(
    tx,
    "repriced",
    ["id", "content", "requests", ...SAME],
    rows.map((row) => line(row, dictionary)),
  );
  const tuple = (alias: string) => `(${SAME.map((c) => `${alias}.${c}`).join(", ")})`;
  const kept = await tx.unsafe(`delete from repriced r using usage_bucket t where t.id = r.id and t.content = r.content
    and ${tuple("t")} is not distinct from ${tuple("r")}`);
  return rows.length - kept.count;
}

function line({ position, requests, priced }: RepricedBucket, dictionary: Dictionary): string {
  const { lines } = priced;
  return [
    position.id,
    position.content ?? "\\N",
    requests,
    dictionary.id("model", priced.canonicalModel),
    priced.price ? dictionary.priceId(priced.price) : "\\N",
    priced.unpriced == null ? "\\N" : dictionary.id("unpriced", priced.unpriced),
    copyPico(priced.cost),
    ...[lines?.inputUncached, lines?.cacheRead, lines?.cacheWrite5m, lines?.cacheWrite1h, lines?.output, lines?.other].map((cost) =>
      copyPico(cost),
    ),
  ].join("\t");
}
