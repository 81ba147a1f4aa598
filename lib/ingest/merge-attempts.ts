import type { Tx } from "../../db/client";
import type { SpanLink } from "../facts";
import { add } from "../money";
import { fold, foldLatency, foldSessions } from "../rollups";
import { type Arrivals, OUTCOME } from "./arrivals";
import type { RowOrigin } from "./attempt-row";
import type { IngestContext } from "./context";
import { fillFromTracers, gatewayRowsOf } from "./fill-from-tracers";
import { addVersions } from "./refold";
import { settleBuckets } from "./settle-buckets";
import { settleOutcomes } from "./settle-outcomes";
import { settleTraces } from "./settle-traces";
import { lockMerge, openStage } from "./stage";

export interface AttemptBatch {
  /** Stamped with `origin.run`. */
  arrivals: Arrivals;
  links: readonly SpanLink[];
  origin: RowOrigin;
  /** Spans come in any order: every trace they touch is settled anew. */
  tracer: boolean;
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
  await openStage(tx);
  await arrivals.announce(tx);
  await lockMerge(tx);
  await arrivals.separate(tx);
  const accepted = arrivals.countOf(OUTCOME.accepted);
  const revised = arrivals.countOf(OUTCOME.revised);
  if (accepted > 0) await arrivals.store(tx, context);
  let cost = arrivals.cost();
  if (revised > 0) {
    await addVersions(tx, context, await arrivals.revisions(tx));
    const [refolded] = await tx<{ cost: string | null }[]>`select sum(cost)::text as cost from refolded`;
    if (refolded?.cost != null) cost = add(cost ?? "0", refolded.cost);
  }
  if (batch.links.length > 0) await saveLinks(tx, batch);
  const traces = await settleTraces(tx, batch);
  await fillFromTracers(tx, context, await gatewayRowsOf(tx, traces));
  await settleOutcomes(tx, context, { fresh: arrivals });
  await foldChanges(tx, context.zone);
  return { accepted, revised, duplicate: arrivals.count - accepted - revised, cost };
}

async function saveLinks(tx: Tx, { links, origin }: AttemptBatch): Promise<void> {
  await tx`
    insert into span_link (trace, span, parent, run)
    select distinct on (trace, span) trace, span, parent, ${origin.run}::integer
    from unnest(${links.map((l) => l.trace)}::text[], ${links.map((l) => l.span)}::text[], ${links.map((l) => l.parent)}::text[]) as l(trace, span, parent)
    on conflict (trace, span) do nothing`;
}

/** Folds the signed changes in `delta` into rollups and sessions, and settles overlaps on all days that it or `arrival` touches. */
export async function foldChanges(tx: Tx, zone: string): Promise<void> {
  const [changes] = await tx<{ rows: number; structural: boolean | null; days: string[] | null }[]>`
    select count(*)::integer as rows, bool_or(structural) as structural,
      (select array_agg(distinct b.utc_day::text) from usage_bucket b where b.utc_day in (
        select (occurred_at at time zone 'UTC')::date from arrival union select (occurred_at at time zone 'UTC')::date from delta
      )) as days
    from delta`;
  if (changes && changes.rows > 0) {
    const removes = changes.structural ?? false;
    await fold(tx, zone, { attempts: "delta" }, removes);
    await foldLatency(tx, zone, "delta", removes);
    await foldSessions(tx, zone, "delta");
  }
  // Days that calls were added to or taken from, as far as a provider counted them too: whether its count is in the totals may have changed.
  await settleBuckets(tx, zone, changes?.days ?? []);
}
