import type { Sql } from "../../db/client";

/** What came is noted before its transaction ends: a push within seconds, a file that is done after all of it, other work in long batches. */
const SHORT_MS = 2 * 60_000;
const MARGIN_MS = 3_600_000;

/**
 * Says of an evaluation's instant how far back facts, prices, settled overlaps, or rates and rules of GPUs came since then: epoch ms, or null for nothing. `since`: the earliest
 * instant that will be asked about.
 */
export async function readTouched(sql: Sql, since: Date | null): Promise<(evaluatedAt: number) => number | null> {
  if (since == null) return () => null;
  const from = new Date(since.getTime() - MARGIN_MS);
  const rows = await sql<{ seen: Date; short: boolean; at: Date | null }[]>`
    select date_trunc('minute', seen) + interval '1 minute' as seen, short, min(at) as at
    from (
      select updated_at as seen, state = 'done' as short, from_at as at from ingest_run where updated_at >= ${from}
      union all
      select r.updated_at, false, case when r.entry is not null then p.valid_from
          when r.setting is not null then coalesce(s.from_day, (select min(day) from rollup_day_core))::timestamp at time zone 'UTC' end
        from repricing r left join price_entry p on p.id = r.entry left join routing_setting s on s.id = r.setting where r.updated_at >= ${from}
      union all
      select created_at, true, from_day::timestamp at time zone 'UTC' from coverage where created_at >= ${from}
      union all
      select changed, true, coalesce(from_day, (select min(day) from gpu_day))::timestamp at time zone 'UTC'
      from (
        select from_day, greatest(created_at, retired_at) as changed from gpu_rate
        union all
        select from_day, greatest(created_at, retired_at) from gpu_rule
      ) g where changed >= ${from}
    ) touched
    where at is not null
    group by 1, 2`;
  const touches = rows.flatMap(({ seen, short, at }) =>
    at ? [{ until: seen.getTime() + (short ? SHORT_MS : MARGIN_MS), at: at.getTime() }] : [],
  );
  return (evaluatedAt) => {
    const ats = touches.filter(({ until }) => until >= evaluatedAt).map(({ at }) => at);
    return ats.length > 0 ? Math.min(...ats) : null;
  };
}
