import type { Tx } from "../../db/client";
import { copyInto, copyPico } from "../../db/copy";
import { ROLLUPS } from "../../db/schema/rollup-tables";
import type { Dictionary } from "../ingest/dictionary";
import { foldChanges } from "../ingest/merge-attempts";
import type { PricedFact } from "../ingest/price-fact";
import { rememberAttempts } from "../ingest/stage";
import { fold } from "../rollups";
import type { RowPosition } from "./read-rows";

/** What a step changed: facts with another price, and requests with another cost. Costs in USD of facts in the totals; unknown counts as 0. */
export interface PriceChange {
  changed: number;
  requests: number;
  newlyPriced: number;
  costBefore: string;
  costAfter: string;
}

const COLUMNS = [
  "id",
  "at",
  "content",
  "requests",
  "model",
  "price",
  "unpriced",
  "priced",
  "cost",
  "cost_input_uncached",
  "cost_cache_read",
  "cost_cache_write_5m",
  "cost_cache_write_1h",
  "cost_output",
  "cost_other",
] as const;
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

export interface Repriced {
  position: RowPosition;
  requests: number;
  priced: PricedFact;
}

/** Puts the new prices of rows into a session-local table, without those that stay as they are. Returns how many are left. */
async function stage(tx: Tx, table: "attempt" | "usage_bucket", rows: readonly Repriced[], dictionary: Dictionary): Promise<number> {
  for (const { priced } of rows) {
    dictionary.find("model", priced.canonicalModel);
    dictionary.find("unpriced", priced.unpriced);
    if (priced.price) dictionary.findPrice(priced.price);
  }
  await dictionary.load();
  await tx.unsafe(`create temp table if not exists repriced (id uuid, at timestamptz, content bigint, requests bigint, model integer, price integer, unpriced integer, priced smallint,
      cost numeric(24, 12), cost_input_uncached numeric(24, 12), cost_cache_read numeric(24, 12), cost_cache_write_5m numeric(24, 12), cost_cache_write_1h numeric(24, 12),
      cost_output numeric(24, 12), cost_other numeric(24, 12)) on commit delete rows; truncate repriced`);
  await copyInto(
    tx,
    "repriced",
    COLUMNS,
    rows.map((row) => line(row, dictionary)),
  );
  const columns = table === "attempt" ? [...SAME, "priced"] : SAME;
  const kept =
    await tx.unsafe(`delete from repriced r using ${table} t where t.id = r.id and ${table === "attempt" ? "t.occurred_at = r.at" : "t.content = r.content"}
    and (${columns.map((c) => `t.${c}`).join(", ")}) is not distinct from (${columns.map((c) => `r.${c}`).join(", ")})`);
  return rows.length - kept.count;
}

function line({ position, requests, priced }: Repriced, dictionary: Dictionary): string {
  const { lines } = priced;
  return [
    position.id,
    position.at,
    position.content ?? "\\N",
    requests,
    dictionary.id("model", priced.canonicalModel),
    priced.price ? dictionary.priceId(priced.price) : "\\N",
    priced.unpriced == null ? "\\N" : dictionary.id("unpriced", priced.unpriced),
    priced.priced,
    copyPico(priced.cost),
    ...[lines?.inputUncached, lines?.cacheRead, lines?.cacheWrite5m, lines?.cacheWrite1h, lines?.output, lines?.other].map((cost) =>
      copyPico(cost),
    ),
  ].join("\t");
}

const NOTHING: PriceChange = { changed: 0, requests: 0, newlyPriced: 0, costBefore: "0", costAfter: "0" };

async function summarize(tx: Tx, table: "attempt" | "usage_bucket"): Promise<PriceChange> {
  const join = table === "attempt" ? "t.occurred_at = r.at" : "t.content = r.content";
  const [sum] = await tx.unsafe<
    PriceChange[]
  >(`select count(*)::integer as changed, coalesce(sum(r.requests) filter (where t.cost is distinct from r.cost), 0)::float8 as requests,
      coalesce(sum(r.requests) filter (where t.cost is null and r.cost is not null), 0)::float8 as "newlyPriced",
      coalesce(sum(t.cost) filter (where t.counted), 0)::text as "costBefore", coalesce(sum(r.cost) filter (where t.counted), 0)::text as "costAfter"
    from repriced r join ${table} t on t.id = r.id and ${join}`);
  return sum ?? NOTHING;
}

const SET = SAME.map((c) => `${c} = r.${c}`).join(", ");

/** Writes attempts' new prices and what derives from them. Under the merge lock, with the stage open. */
export async function writeAttemptPrices(tx: Tx, zone: string, rows: readonly Repriced[], dictionary: Dictionary): Promise<PriceChange> {
  if ((await stage(tx, "attempt", rows, dictionary)) === 0) return NOTHING;
  const change = await summarize(tx, "attempt");
  const images = "(select id, at as occurred_at from repriced)";
  await rememberAttempts(tx, images, -1, false);
  await tx.unsafe(`update attempt t set ${SET}, priced = r.priced from repriced r where t.id = r.id and t.occurred_at = r.at`);
  await rememberAttempts(tx, images, 1, false);
  await foldChanges(tx, zone);
  await dropEmptyCells(tx);
  return change;
}

/** A model that rows are no longer grouped under leaves cells of zeros behind, which a rebuild would not make. */
async function dropEmptyCells(tx: Tx): Promise<void> {
  for (const { name } of ROLLUPS) await tx.unsafe(`delete from ${name} where rows = 0`);
  await tx`delete from rollup_day_latency where 0 = all (latency) and 0 = all (ttft)`;
}

/** The same for provider counts. */
export async function writeBucketPrices(tx: Tx, zone: string, rows: readonly Repriced[], dictionary: Dictionary): Promise<PriceChange> {
  if ((await stage(tx, "usage_bucket", rows, dictionary)) === 0) return NOTHING;
  const change = await summarize(tx, "usage_bucket");
  const remember = (sign: number) =>
    tx.unsafe(`insert into bucket_delta select b.*, ${sign} from usage_bucket b join repriced r on r.id = b.id and r.content = b.content`);
  await remember(-1);
  await tx.unsafe(`update usage_bucket t set ${SET} from repriced r where t.id = r.id and t.content = r.content`);
  await remember(1);
  await fold(tx, zone, { buckets: "bucket_delta" }, true);
  return change;
}
