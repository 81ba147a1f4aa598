import type { Sql } from "../../db/client";

/** What came is noted before its transaction ends. */
const COMMIT_MARGIN_MS = 3_600_000;

/**
 * Says of an evaluation's instant how far back facts, prices or settled overlaps came since then: epoch ms, or null for nothing. `since`: the earliest
 * instant that will be asked about.
 */
export async function readTouched(sql: Sql, since: Date | null): Promise<(evaluatedAt: number) => number | null> {
  if (since == null) return () => null;
  const from = new Date(since.getTime() - COMMIT_MARGIN_MS);
  const rows = await sql<{ seen: Date; at: Date | null }[]>`
    select date_trunc('minute', seen) + interval '1 minute' as seen, min(at) as at
    from (
      select updated_at as seen, from_at as at from ingest_run where updated_at >= ${from}
      union all
      select r.updated_at, p.valid_from from repricing r join price_entry p on p.id = r.entry where r.updated_at >= ${from}
      union all
      select created_at, from_day::timestamp at time zone 'UTC' from coverage where created_at >= ${from}
    ) touched
    where at is not null
    group by 1`;
  const touches = rows.flatMap(({ seen, at }) => (at ? [{ seen: seen.getTime(), at: at.getTime() }] : []));
  return (evaluatedAt) => {
    const ats = touches.filter(({ seen }) => seen >= evaluatedAt - COMMIT_MARGIN_MS).map(({ at }) => at);
    return ats.length > 0 ? Math.min(...ats) : null;
  };
}
