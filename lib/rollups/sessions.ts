import type { Tx } from "../../db/client";
import { sessionCostBucketSql } from "../facts/histogram";
import { FIRST, SESSION_COLUMNS } from "./arriving-sessions";
import { PREPARED } from "./prepared";
import { EVERY } from "./whole-day";

const firstOf = (column: string): string => `(array_agg(a.${column} order by a.occurred_at, a.id))[1]`;

/**
 * Session totals of the counted attempts of `relation` (columns of `attempt`), `$1` = zone.
 * Requests follow final attempts of client calls; the cost is that of every row.
 */
export function sessionTotals(relation: string, where: string, sign = "1"): string {
  return `select a.session_key as key, min(a.occurred_at) as first_at, max(a.occurred_at) as last_at,
    ${firstOf("id")} as first_id, (min(a.occurred_at) at time zone $1)::date as day,
    coalesce(sum(${sign}) filter (where a.final and a.status <> 2 and a.kind not in (9, 10)), 0)::integer as requests,
    coalesce(sum(${sign} * coalesce(a.attempts, 1)) filter (where a.status <> 2 and a.kind not in (9, 10)), 0)::integer as attempts,
    coalesce(sum(${sign}) filter (where a.cost is null), 0)::integer as unpriced,
    sum(${sign})::integer as rows,
    coalesce(sum(${sign} * a.cost), 0)::numeric(24, 12) as cost,
    ${FIRST.map((column) => `${firstOf(column)} as ${column}`).join(", ")}
  from ${relation} a
  where a.counted and a.session_key is not null and ${where}
  group by a.session_key`;
}

const COLUMNS = SESSION_COLUMNS.join(", ");
const ADDED = ["requests", "attempts", "unpriced", "rows", "cost"];
/** What touched a session: rows that moved between requests; anything else, after which it is recomputed from facts. */
const PASS = { regrouped: 1, recomputed: 2 } as const;
const TAKEN = ["first_at", "first_id", "day", ...FIRST];

/** Cells of the session rollup from signed sessions: one for each day, team and feature, and one for each day. */
export function sessionCells(relation: string, sign: string): string {
  return `with s as materialized (
      select day, cell.team, cell.feature, ${sign} as sign, unpriced = 0 as priced, cost,
        case when unpriced = 0 then ${sessionCostBucketSql("cost")} end as bucket
      from ${relation} r cross join lateral (values (r.team, r.feature), (${EVERY}, ${EVERY})) as cell(team, feature)
    ), counts as (
      select day, team, feature, bucket, sum(sign)::integer as n from s where bucket is not null group by 1, 2, 3, 4
    ), histograms as (
      select day, team, feature, histogram_of(array_agg(bucket), array_agg(n)) as cost_histogram from counts group by 1, 2, 3
    )
    select day, team, feature, sum(sign) as sessions, coalesce(sum(sign) filter (where priced), 0) as priced_sessions,
      coalesce(sum(sign * cost) filter (where priced), 0) as priced_cost, coalesce(max(cost_histogram), '{}') as cost_histogram
    from s left join histograms using (day, team, feature) group by day, team, feature`;
}

/** Session-local tables of `foldSessions`, with their columns. */
export const SESSION_TABLES = {
  session_touched: "like session, pass smallint not null",
  session_change: "like session, sign integer not null",
};

/**
 * Brings session totals and their rollup up to date with signed changes (columns of `attempt`, sign and structural). Sessions that a structural
 * change touches are recomputed from facts, within the time they span. Its tables must be open, and empty.
 */
export async function foldSessions(tx: Tx, zone: string, changes: string): Promise<void> {
  const touch = (totals: string, pass: number) =>
    tx.unsafe(`insert into session_touched (${COLUMNS}, pass) select ${COLUMNS}, ${pass} from (${totals}) t`, [zone], PREPARED);
  await touch(sessionTotals(changes, "not a.structural", "a.sign"), PASS.regrouped);
  await touch(sessionTotals(changes, "a.structural"), PASS.recomputed);
  const [lost] = await tx<{ any: boolean }[]>`select exists (select from session_touched where pass = ${PASS.recomputed}) as any`;
  const removes = lost?.any ?? false;
  const remember = (sign: number) =>
    tx.unsafe(
      `insert into session_change (${COLUMNS}, sign)
      select ${SESSION_COLUMNS.map((c) => `s.${c}`).join(", ")}, ${sign}
      from (select distinct key from session_touched) t cross join lateral (select * from session s where s.key = t.key offset 0) s`,
      [],
      PREPARED,
    );
  await remember(-1);
  if (removes) await recompute(tx, zone);
  await tx.unsafe(
    `insert into session as s (${COLUMNS})
    select ${COLUMNS} from session_touched where pass = ${PASS.regrouped} and key not in (select key from session_touched where pass = ${PASS.recomputed}) order by key
    on conflict (key) do update set last_at = greatest(s.last_at, excluded.last_at),
      ${ADDED.map((c) => `${c} = s.${c} + excluded.${c}`).join(", ")},
      ${TAKEN.map((c) => `${c} = case when (excluded.first_at, excluded.first_id) < (s.first_at, s.first_id) then excluded.${c} else s.${c} end`).join(", ")}`,
    [],
    PREPARED,
  );
  await remember(1);
  await tx.unsafe(
    `insert into rollup_day_session as r (day, team, feature, sessions, priced_sessions, priced_cost, cost_histogram)
    select * from (${sessionCells("session_change", "sign")}) cells order by day, team, feature
    on conflict (day, team, feature) do update set sessions = r.sessions + excluded.sessions,
      priced_sessions = r.priced_sessions + excluded.priced_sessions, priced_cost = r.priced_cost + excluded.priced_cost,
      cost_histogram = histogram_add(r.cost_histogram, excluded.cost_histogram)`,
    [],
    PREPARED,
  );
  if (removes) await tx`delete from rollup_day_session where sessions = 0`;
}

async function recompute(tx: Tx, zone: string): Promise<void> {
  const [span] = await tx<{ from: string | null; to: string | null }[]>`
    select least(min(t.first_at), min(s.first_at))::text as from, greatest(max(t.last_at), max(s.last_at))::text as to
    from session_touched t left join session s using (key)
    where t.key in (select key from session_touched where pass = ${PASS.recomputed})`;
  if (!span?.from || !span.to) return;
  await tx.unsafe(`delete from session where key in (select key from session_touched where pass = ${PASS.recomputed})`);
  // As text: the driver would cut a time to its millisecond, and the last row of the span with it.
  const rows = `a.occurred_at between $2::text::timestamptz and $3::text::timestamptz and a.session_key in (select key from session_touched where pass = ${PASS.recomputed})`;
  await tx.unsafe(`insert into session (${COLUMNS}) select ${COLUMNS} from (${sessionTotals("attempt", rows)}) t`, [
    zone,
    span.from,
    span.to,
  ]);
}
