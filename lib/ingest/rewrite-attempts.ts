import type { Tx } from "../../db/client";
import { copyInto, copyPico, copyText } from "../../db/copy";
import { aloneInLedger } from "../savings";
import type { IngestContext } from "./context";
import type { Dictionary } from "./dictionary";
import { type PricedAttempt, priceAttempt } from "./price-fact";
import { settle } from "./settle-traces";
import { byIndex, rememberAttempts } from "./stage";
import { type StoredAttempt, storedAttempts } from "./stored-attempts";

/** A stored attempt with the price and the savings that it should have. */
export interface Rewrite {
  stored: StoredAttempt;
  priced: PricedAttempt;
}

/** What a rewriting changed: rows, and requests with another cost. Costs in USD of facts in the totals; unknown counts as 0. */
export interface RewriteCounts {
  changed: number;
  requests: number;
  newlyPriced: number;
  costBefore: string;
  costAfter: string;
  /** Some rows are grouped under another model now. */
  renamed: boolean;
}

const COSTS = ["cost", "cost_input_uncached", "cost_cache_read", "cost_cache_write_5m", "cost_cache_write_1h", "cost_output", "cost_other"];
const SAVED = ["saved_cache", "saved_context", "saved_routing", "saved_prompt_cache", "saved_tier"];
const REWRITTEN = ["model", "price", "unpriced", "priced", ...COSTS, "ledger", "ledger_reason", "estimable", ...SAVED];
const NUMERIC = (columns: readonly string[]) => columns.map((column) => `${column} numeric(24, 12)`).join(", ");
const TABLE = `id uuid, occurred_at timestamptz, requests integer, model integer, price integer, unpriced integer, priced smallint, ${NUMERIC(COSTS)},
  ledger smallint, ledger_reason smallint, estimable boolean, ${NUMERIC(SAVED)}`;

/** `REWRITTEN` as calls hold it: `priced` is null where it is 1. */
const storedAs = (alias: string) =>
  REWRITTEN.map((name) => (name === "priced" ? `nullif(${alias}.priced, 1)` : `${alias}.${name}`)).join(", ");

/**
 * Writes prices and savings of stored attempts where they differ from what is there, and settles the roles in requests of several attempts. Signed images
 * go to `delta`: the caller folds them. Under the merge lock, with the stage open.
 */
export async function rewriteAttempts(tx: Tx, dictionary: Dictionary, rows: readonly Rewrite[]): Promise<RewriteCounts> {
  await stage(tx, dictionary, rows);
  const counts = await count(tx);
  const traces = new Set(rows.flatMap(({ stored }) => (stored.call !== null && stored.ledger === 0 ? (stored.trace ?? []) : [])));
  if (counts.changed > 0) {
    const joined = await tx<{ trace: string }[]>`
      select id_text(a.trace) as trace from rewritten r join attempt a on a.id = r.id and a.occurred_at = r.occurred_at
      where a.call is not null and a.trace is not null group by a.trace`;
    for (const { trace } of joined) traces.add(trace);
    await rememberAttempts(tx, "rewritten", -1, false);
    await byIndex(tx, () =>
      tx.unsafe(`update attempt a set (${REWRITTEN.join(", ")}) = (${storedAs("r")})
        from rewritten r where a.id = r.id and a.occurred_at = r.occurred_at`),
    );
    await rememberAttempts(tx, "rewritten", 1, false);
  }
  await settle(tx, [...traces]);
  return counts;
}

/** Computes the ledger of some attempts anew, after a dimension that it depends on changed. */
export async function recomputeAttempts(tx: Tx, context: IngestContext, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const stored = await storedAttempts(tx, "join identity i on i.id = a.id and i.occurred_at = a.occurred_at where i.id = any($1::uuid[])", [
    [...ids],
  ]);
  const rows = stored.map((one) => ({ stored: one, priced: priceAttempt(context, one.fact, one.trustReported) }));
  await rewriteAttempts(tx, context.dictionary, rows);
}

/** Puts rows into the session-local table `rewritten`, without those that stay as they are. */
async function stage(tx: Tx, dictionary: Dictionary, rows: readonly Rewrite[]): Promise<void> {
  for (const { priced } of rows) {
    dictionary.find("model", priced.canonicalModel);
    dictionary.find("unpriced", priced.unpriced);
    if (priced.price) dictionary.findPrice(priced.price);
  }
  await dictionary.load();
  await tx.unsafe(
    `create temp table if not exists rewritten (${TABLE}) on commit delete rows; create index if not exists rewritten_id on rewritten (id); truncate rewritten`,
  );
  await copyInto(
    tx,
    "rewritten",
    ["id", "occurred_at", "requests", ...REWRITTEN],
    rows.map((row) => line(row, dictionary)),
  );
  await byIndex(tx, () =>
    tx.unsafe(`delete from rewritten r using attempt a
      where a.id = r.id and a.occurred_at = r.occurred_at and (${storedAs("a")}) is not distinct from (${storedAs("r")})`),
  );
}

function line({ stored, priced }: Rewrite, dictionary: Dictionary): string {
  const { lines, ledger } = priced;
  // Roles in a request of several attempts depend on all of them: settling decides.
  const role = !stored.counted ? { ledger: 0, estimable: false } : stored.call === null ? aloneInLedger(stored.fact, ledger) : stored;
  return [
    stored.id,
    stored.at,
    stored.requests,
    dictionary.id("model", priced.canonicalModel),
    priced.price ? dictionary.priceId(priced.price) : copyText(null),
    priced.unpriced == null ? copyText(null) : dictionary.id("unpriced", priced.unpriced),
    priced.priced,
    ...[priced.cost, lines?.inputUncached, lines?.cacheRead, lines?.cacheWrite5m, lines?.cacheWrite1h, lines?.output, lines?.other].map(
      copyPico,
    ),
    role.ledger,
    ledger.reason ?? copyText(null),
    role.estimable ? "t" : "f",
    ...[ledger.cache, ledger.context, ledger.routing, ledger.promptCache, ledger.tier].map(copyPico),
  ].join("\t");
}

async function count(tx: Tx): Promise<RewriteCounts> {
  const [counts] = await byIndex(
    tx,
    () => tx<RewriteCounts[]>`
      select count(*)::integer as changed, coalesce(sum(r.requests) filter (where a.cost is distinct from r.cost), 0)::float8 as requests,
        coalesce(sum(r.requests) filter (where a.cost is null and r.cost is not null), 0)::float8 as "newlyPriced",
        coalesce(sum(a.cost) filter (where a.counted), 0)::text as "costBefore", coalesce(sum(r.cost) filter (where a.counted), 0)::text as "costAfter",
        coalesce(bool_or(a.model <> r.model), false) as renamed
      from rewritten r join attempt a on a.id = r.id and a.occurred_at = r.occurred_at`,
  );
  return counts ?? { changed: 0, requests: 0, newlyPriced: 0, costBefore: "0", costAfter: "0", renamed: false };
}
