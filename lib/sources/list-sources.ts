import type { Sql } from "../../db/client";
import type { SourceSettings } from "./source";

export interface SourceSummary {
  id: string;
  kind: string;
  label: string;
  role: string;
  /** Facts of this source, by kind of fact added up; null-free counts. */
  records: number;
  runs: number;
  rejected: number;
  /** Rejected records that are still kept for download and another try. */
  keptRejects: number;
  /** Somebody removed it, and the worker is taking back what it brought. */
  removing: boolean;
  /** ISO instants of the first and last fact, null when there is none. */
  firstFactAt: string | null;
  lastFactAt: string | null;
  lastRunAt: string | null;
  lastRunState: string | null;
  settings: SourceSettings;
  /** Of a source of outcomes: those that hold, by whether what they judge has arrived. Null for every other. */
  outcomes: { judged: number; waiting: number } | null;
  /** Of a source that is read on a schedule: how that goes; instants ISO. Null for every other. */
  poll: { mode: string; paused: boolean; lastOkAt: string | null; lastError: string | null } | null;
}

/** Every source with what it brought, in the order in which they were made. Counts are those of its runs: accepted records that were not undone. */
export async function listSources(sql: Sql): Promise<SourceSummary[]> {
  const rows = await sql<
    (Omit<SourceSummary, "firstFactAt" | "lastFactAt" | "lastRunAt"> & {
      firstFactAt: Date | null;
      lastFactAt: Date | null;
      lastRunAt: Date | null;
    })[]
  >`
    select s.id, s.kind, s.label, s.role, s.settings, s.removed_by is not null as removing,
      case when s.role = 'outcomes' then (
        select jsonb_build_object('judged', count(*) filter (where not o.waits), 'waiting', count(*) filter (where o.waits))
        from outcome o where o.source = s.num and o.counted
      ) end as outcomes,
      (
        select jsonb_build_object(
          'mode', p.mode, 'paused', p.paused, 'lastError', p.last_error,
          'lastOkAt', to_char(p.last_ok_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        ) from poll p where p.source = s.id
      ) as poll,
      (select count(*) from rejected_record j join ingest_run k on k.id = j.run where k.source = s.id)::integer as "keptRejects",
      coalesce(sum(r.accepted), 0)::float8 as records, count(r.id)::integer as runs, coalesce(sum(r.rejected), 0)::float8 as rejected,
      min(r.from_at) as "firstFactAt", max(r.to_at) as "lastFactAt", max(r.started_at) as "lastRunAt",
      (array_agg(r.state order by r.started_at desc) filter (where r.id is not null))[1] as "lastRunState"
    from source s left join ingest_run r on r.source = s.id
    group by s.id, s.num
    order by s.num`;
  return rows.map((row) => ({
    ...row,
    firstFactAt: row.firstFactAt?.toISOString() ?? null,
    lastFactAt: row.lastFactAt?.toISOString() ?? null,
    lastRunAt: row.lastRunAt?.toISOString() ?? null,
  }));
}
