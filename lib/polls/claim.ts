import type { Sql } from "../../db/client";
import { type PollState, pollColumns, rowSchema } from "./row";

/** Longer than any single page takes; renewed with each. A worker that died leaves its poll to others after this long. */
const LEASE = "3 minutes";

export interface Claim extends PollState {
  lease: string;
}

/**
 * Takes a poll that is due, or the named one whether due or not, for this process alone: until it is released or the lease runs out nobody else reads
 * it, so that two workers never scrape for the same moment. Null where there is none.
 */
export async function claimPoll(sql: Sql, { now, source = null }: { now: Date; source?: string | null }): Promise<Claim | null> {
  const [row] = await sql`
    with taken as (
      update poll set lease = gen_random_uuid(), lease_until = clock_timestamp() + ${LEASE}::interval
      where source = (
        select q.source from poll q join source s on s.id = q.source
        where s.removed_by is null and (q.lease_until is null or q.lease_until < clock_timestamp())
          and case when ${source}::text is null then not q.paused and q.next_at <= ${now} else q.source = ${source} end
        order by q.next_at limit 1 for update of q skip locked
      )
      returning *
    )
    select ${pollColumns(sql)}, p.lease from taken p join source s on s.id = p.source`;
  return row ? { ...rowSchema.parse(row), lease: String(row.lease) } : null;
}

/** What reading Prometheus has come to. */
export interface Position {
  cursor?: Date;
  backfillTo?: Date;
  backfillAt?: Date;
  partial?: number;
}

/** Keeps the position and the lease; false where the poll was changed, removed or taken over meanwhile: then the reader stops. */
export async function keepPosition(
  sql: Sql,
  { source, lease }: Claim,
  { cursor, backfillTo, backfillAt, partial }: Position,
): Promise<boolean> {
  const kept = await sql`
    update poll set lease_until = clock_timestamp() + ${LEASE}::interval, cursor = coalesce(${cursor ?? null}, cursor),
      backfill_to = coalesce(${backfillTo ?? null}, backfill_to), backfill_at = coalesce(${backfillAt ?? null}, backfill_at),
      partial = coalesce(${partial ?? null}, partial)
    where source = ${source} and lease = ${lease}`;
  return kept.count > 0;
}

export interface Release {
  at: Date;
  nextAt: Date;
  problem: string | null;
  warning: string | null;
  skewMs: number | null;
}

export async function releasePoll(sql: Sql, { source, lease }: Claim, { at, nextAt, problem, warning, skewMs }: Release): Promise<void> {
  await sql`
    update poll set lease = null, lease_until = null, next_at = ${nextAt}, last_at = ${at},
      last_ok_at = case when ${problem}::text is null then ${at} else last_ok_at end, last_error = ${problem}, warning = ${warning},
      failures = case when ${problem}::text is null then 0 else failures + 1 end, skew_ms = coalesce(${skewMs}::bigint, skew_ms)
    where source = ${source} and lease = ${lease}`;
}
