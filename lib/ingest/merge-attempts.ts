import type { Tx } from "../../db/client";
import type { SpanLink } from "../facts";
import { add } from "../money";
import { dayText, fold, foldLatency, foldSessions, lockCells } from "../rollups";
import { type Arrivals, OUTCOME } from "./arrivals";
import type { RowOrigin } from "./attempt-row";
import type { IngestContext } from "./context";
import { deferChanges } from "./defer-changes";
import { fillFromTracers } from "./fill-from-tracers";
import { knowingPresent } from "./present";
import { addVersions } from "./refold";
import { settleBuckets } from "./settle-buckets";
import { settleOutcomes } from "./settle-outcomes";
import { settleTraces } from "./settle-traces";
import { isStaged, lockFacts, lockMerge, lookingUp, needStage, openArrivals, settlePending } from "./stage";

export interface AttemptBatch {
  /** Stamped with `origin.run`. */
  arrivals: Arrivals;
  links: readonly SpanLink[];
  origin: RowOrigin;
  /** Spans come in any order: every trace they touch is settled anew. */
  tracer: boolean;
  /** A push: what new rows add to rollups and sessions is folded later, with that of others. */
  deferred?: boolean;
}

export interface MergeCounts {
  accepted: number;
  duplicate: number;
  revised: number;
}

/**
 * Merges one batch in the caller's transaction: new identities become attempts, known content is a duplicate, other content of a known identity is
 * a version. Rollups, sessions, calls and un-counting follow in the same transaction. What became of each row stands in `arrivals.outcomes`.
 */
export async function mergeAttempts(tx: Tx, context: IngestContext, batch: AttemptBatch): Promise<MergeCounts & { cost: string | null }> {
  const { arrivals } = batch;
  await openArrivals(tx, !batch.deferred);
  if (!batch.deferred) {
    await arrivals.announce(tx);
    await lockMerge(tx);
    return knowingPresent(tx, () => merge(tx, context, batch, arrivals.separate(tx)));
  }
  // Each way to the database and back counts in a push: what needs no answer of the statement before goes with it.
  const locked = lockFacts(tx);
  const [merged] = await Promise.all([
    knowingPresent(tx, () => merge(tx, context, batch, arrivals.separateFew(tx), newlySeen(tx, arrivals.seen))),
    locked,
  ]);
  return merged;
}

/** The merge under its lock, once it is known which rows are new. `newDays`: see `foldChanges`. */
async function merge(
  tx: Tx,
  context: IngestContext,
  batch: AttemptBatch,
  separated: Promise<void>,
  newDays?: Promise<string[]>,
): Promise<MergeCounts & { cost: string | null }> {
  const { arrivals } = batch;
  const deferred = batch.deferred ?? false;
  const [, days] = await Promise.all([separated, newDays]);
  const accepted = arrivals.countOf(OUTCOME.accepted);
  const revised = arrivals.countOf(OUTCOME.revised);
  if (accepted > 0) await arrivals.store(tx, context, deferred);
  let cost = arrivals.cost();
  if (revised > 0) {
    await needStage(tx);
    // The sessions of first versions may have their names there.
    await settlePending(tx);
    await addVersions(tx, context, await arrivals.revisions(tx));
    const [refolded] = await tx<{ cost: string | null }[]>`select sum(cost)::text as cost from refolded`;
    if (refolded?.cost != null) cost = add(cost ?? "0", refolded.cost);
  }
  if (batch.links.length > 0) await saveLinks(tx, batch);
  const gatewayRows = await lookingUp(tx, () => settleTraces(tx, batch));
  await fillFromTracers(tx, context, gatewayRows);
  await settleOutcomes(tx, context, { fresh: arrivals });
  const isLeft = deferred && isStaged(tx) && (await deferChanges(tx, context, arrivals));
  await (isLeft ? settleDays(tx, context.zone, days ?? []) : foldChanges(tx, context.zone, days));
  return { accepted, revised, duplicate: arrivals.count - accepted - revised, cost };
}

async function saveLinks(tx: Tx, { links, origin }: AttemptBatch): Promise<void> {
  await tx`
    insert into span_link (trace, span, parent, run)
    select distinct on (trace, span) trace, span, parent, ${origin.run}::integer
    from unnest(${links.map((l) => l.trace)}::text[], ${links.map((l) => l.span)}::text[], ${links.map((l) => l.parent)}::text[]) as l(trace, span, parent)
    on conflict (trace, span) do nothing`;
}

/**
 * Folds the signed changes in `delta` into rollups and sessions, and settles overlaps on all days that it or `arrival` touches.
 * `newDays`: of a push that only adds calls, days on which calls of a provider that counted there are seen for the first time.
 */
export async function foldChanges(tx: Tx, zone: string, newDays?: readonly string[]): Promise<void> {
  if (!isStaged(tx)) return settleDays(tx, zone, newDays ?? (await countedDays(tx)));
  const [changes] = await tx<{ rows: number; structural: boolean | null; days: string[] | null }[]>`
    select count(*)::integer as rows, bool_or(structural) as structural,
      (select array_agg(distinct b.utc_day::text) from usage_bucket b where b.utc_day in (
        select (occurred_at at time zone 'UTC')::date from arrival union select (occurred_at at time zone 'UTC')::date from delta
      )) as days
    from delta`;
  if (changes && changes.rows > 0) {
    const removes = changes.structural ?? false;
    await (removes ? settlePending(tx) : lockCells(tx));
    await fold(tx, zone, { attempts: "delta" }, removes);
    await foldLatency(tx, zone, "delta", removes);
    await foldSessions(tx, zone, "delta");
  }
  // Days that calls were added to or taken from, as far as a provider counted them too: whether its count is in the totals may have changed.
  await settleDays(tx, zone, [...new Set([...(changes?.days ?? []), ...(newDays ?? [])])]);
}

/** Settles overlaps on days that a provider counted, most often none. */
async function settleDays(tx: Tx, zone: string, days: readonly string[]): Promise<void> {
  if (days.length === 0) return;
  await settlePending(tx);
  await settleBuckets(tx, zone, days);
}

/** Days of the calls that came, as far as a provider counted them too. */
async function countedDays(tx: Tx): Promise<string[]> {
  const rows = await tx<{ day: string }[]>`
    select distinct b.utc_day::text as day from usage_bucket b where b.utc_day in (select (occurred_at at time zone 'UTC')::date from arrival)`;
  return rows.map(({ day }) => day);
}

/** Those of these days on which a provider counted, and calls of that provider are seen for the first time: only then its counts can be an overlap by now. */
async function newlySeen(tx: Tx, seen: readonly { day: number; provider: number }[]): Promise<string[]> {
  if (seen.length === 0) return [];
  const rows = await tx<{ day: string }[]>`
    select distinct s.day::text as day
    from unnest(${seen.map(({ day }) => dayText(day))}::text[]::date[], ${seen.map(({ provider }) => provider)}::integer[]) as s(day, provider)
    where exists (select from usage_bucket b where b.utc_day = s.day)
      and not exists (select from rollup_utc_day r where r.day = s.day and r.provider = s.provider and r.rows > 0)`;
  return rows.map(({ day }) => day);
}
