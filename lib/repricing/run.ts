import { setTimeout as sleep } from "node:timers/promises";
import type { Sql, Tx } from "../../db/client";
import { AppError, errorMessage } from "../errors";
import { Dictionary } from "../ingest/dictionary";
import { priceAttempt, priceBucket } from "../ingest/price-fact";
import { lockMerge, openStage } from "../ingest/stage";
import { readZone } from "../settings";
import { readAttempts, readBuckets } from "./read-rows";
import type { RepricingScope } from "./scope";
import { FIRST, type Progress, type Repricing, readRepricing } from "./start";
import { type ChangeWork, workOf } from "./work";
import { type PriceChange, writeAttemptPrices, writeBucketPrices } from "./write-prices";

export interface RunOptions {
  /** Facts in one transaction. */
  chunk?: number;
  /** How long a batch that was priced before the change may take to arrive; waited for before the second pass, if anything is being ingested. */
  settleMs?: number;
}

interface Work extends Pick<ChangeWork, "pricing" | "buckets"> {
  scope: RepricingScope;
  /** A price changed: what counts are requests with another cost. Else those of which anything changed. */
  isPrice: boolean;
  dictionary: Dictionary;
  chunk: number;
}

/**
 * Takes a changed price or routing setting, or the savings ledger as such, to all facts that it touches, chunk by chunk, each in one transaction with everything that derives from it: figures are right
 * at any moment, and an interrupted run goes on where it was. Several callers share the work. Returns how it ended; throws what stopped it.
 */
export async function runRepricing(sql: Sql, id: number, { chunk = 5_000, settleMs = 3_000 }: RunOptions = {}): Promise<Repricing> {
  const started = await readRepricing(sql, id);
  if (!started) throw new AppError("not_found", `There is no re-pricing ${id}.`);
  if (started.state === "done") return started;
  try {
    const { pricing, buckets, scope } = await workOf(sql, started);
    const work: Work = {
      pricing,
      buckets,
      isPrice: started.entry !== null,
      scope: await scope(),
      dictionary: new Dictionary(sql),
      chunk,
    };
    await sql`update repricing set state = 'running', error = null, updated_at = now() where id = ${id}`;
    let progress: Progress | null = FIRST;
    while (progress) {
      progress = await sql.begin((tx) => step(tx, id, work));
      if (progress?.pass === 2 && progress.table === "attempt" && progress.after == null) {
        if (await isIngesting(sql, started)) await sleep(settleMs);
        work.scope = await scope();
      }
    }
  } catch (error) {
    await sql`update repricing set state = 'failed', error = ${errorMessage(error)}, updated_at = now() where id = ${id} and state = 'running'`;
    throw error;
  }
  const done = await readRepricing(sql, id);
  if (!done) throw new AppError("internal", `Re-pricing ${id} vanished.`);
  return done;
}

async function isIngesting(sql: Sql, { startedAt }: Repricing): Promise<boolean> {
  const [row] = await sql<{ busy: boolean }[]>`
    select exists (select from ingest_run where state = 'running' or updated_at > ${startedAt}::text::timestamptz - interval '10 seconds') as busy`;
  return row?.busy ?? false;
}

/** One chunk. Returns where to go on, null at the end. */
async function step(tx: Tx, id: number, work: Work): Promise<Progress | null> {
  const [row] = await tx<{ state: string; position: Progress | null; startedAt: string }[]>`
    select state, position, started_at::text as "startedAt" from repricing where id = ${id} for update`;
  if (!row || row.state === "done") return null;
  const progress = row.position ?? FIRST;
  await openStage(tx);
  await lockMerge(tx);
  const zone = await readZone(tx);
  const runs = progress.pass === 1 ? null : await runsSince(tx, row.startedAt);
  const page = { scope: work.scope, after: progress.after, limit: work.chunk, runs };
  let change: PriceChange;
  let last: Progress["after"];
  let count: number;
  if (progress.table === "attempt") {
    const rows = await readAttempts(tx, page);
    [count, last] = [rows.length, rows.at(-1)?.position ?? null];
    const rewrites = rows.map(({ stored }) => ({ stored, priced: priceAttempt(work.pricing, stored.fact, stored.trustReported) }));
    change = await writeAttemptPrices(tx, { zone, baselines: work.pricing.baselines, dictionary: work.dictionary }, rewrites);
  } else {
    const rows = await readBuckets(tx, page);
    [count, last] = [rows.length, rows.at(-1)?.position ?? null];
    const repriced = rows.map(({ position, requests, fact }) => ({ position, requests, priced: priceBucket(work.pricing.book, fact) }));
    change = await writeBucketPrices(tx, zone, repriced, work.dictionary);
  }
  const next = count === work.chunk ? { ...progress, after: last } : following(progress, work.buckets);
  await tx`
    update repricing set position = ${next == null ? null : tx.json(next as never)}, examined = examined + ${progress.pass === 1 ? count : 0}, changed = changed + ${change.changed},
      requests = requests + ${work.isPrice ? change.requests : change.touched}, newly_priced = newly_priced + ${change.newlyPriced},
      cost_before = cost_before + ${change.costBefore}::numeric, cost_after = cost_after + ${change.costAfter}::numeric,
      routing_before = routing_before + ${change.routingBefore}::numeric, routing_after = routing_after + ${change.routingAfter}::numeric,
      state = ${next == null ? "done" : "running"}, finished_at = ${next == null ? tx`now()` : null}, updated_at = now()
    where id = ${id}`;
  if (next == null) await audit(tx, id);
  return next;
}

function following({ pass, table }: Progress, buckets: boolean): Progress | null {
  if (table === "attempt" && buckets) return { pass, table: "usage_bucket", after: null };
  return pass === 1 ? { pass: 2, table: "attempt", after: null } : null;
}

async function runsSince(tx: Tx, startedAt: string): Promise<number[]> {
  const rows = await tx<
    { id: number }[]
  >`select id from ingest_run where updated_at > ${startedAt}::text::timestamptz - interval '5 minutes'`;
  return rows.map((row) => row.id);
}

async function audit(tx: Tx, id: number): Promise<void> {
  await tx`
    insert into audit_entry (actor, action, subject, detail)
    select actor, case when entry is null then 'routing.recompute' else 'reprice' end,
      coalesce('price ' || entry, 'routing setting ' || setting, 'savings ledger'), jsonb_build_object('change', change, 'facts', changed, 'requests', requests, 'newlyPriced', newly_priced,
      'costBefore', trim_scale(cost_before)::text, 'costAfter', trim_scale(cost_after)::text,
      'routingBefore', trim_scale(routing_before)::text, 'routingAfter', trim_scale(routing_after)::text)
    from repricing where id = ${id}`;
}
