import type { Tx } from "../../db/client";
import { copyInto } from "../../db/copy";

import type { RowOrigin } from "./attempt-row";
import type { IngestContext } from "./context";
import { settleEscalated } from "./escalated";
import { decimalOf } from "./identity";
import { foldChanges, type MergeCounts } from "./merge-attempts";
import { type Fate, OUTCOME_STAGE_COLUMNS, outcomeLine, type PreparedOutcome, RESULT_CODE } from "./outcome-row";
import { settleOutcomes } from "./settle-outcomes";
import { lockMerge, openStage } from "./stage";

/** What became of the outcomes, and which times of calls they changed, epoch ms. */
export interface OutcomeCounts extends MergeCounts {
  /** What became of each row. */
  fates: Fate[];
  from: number | null;
  to: number | null;
}

type StoredVersion = { id: string; content: string };

const TOLD = "result, value, failure_cost, told_at";
const VERSION = `id, content, run, source, as_of, scope, subject, name, ${TOLD}, record_id`;
const toldOf = (alias: string): string => `(${alias}.result, ${alias}.value, ${alias}.failure_cost, ${alias}.told_at)`;
/** Of the versions of an outcome the one told last holds. */
const NEWEST = "order by as_of desc, content desc limit 1";

/**
 * Merges outcomes in the caller's transaction: every version is kept, the one told last counts, and what it judges is brought up to date. A version that
 * a file tells again is a duplicate, also where another one holds by now; what is pushed is told now, so that a push can take a correction back.
 */
export async function mergeOutcomes(
  tx: Tx,
  context: IngestContext,
  rows: readonly PreparedOutcome[],
  { source, run }: Pick<RowOrigin, "source" | "run">,
): Promise<OutcomeCounts> {
  await openStage(tx);
  await tx.unsafe(`create temp table if not exists stage_outcome (like outcome including defaults, dated boolean, last boolean, seq integer generated always as identity)
      on commit delete rows;
    create temp table if not exists outcome_before (like outcome) on commit delete rows;
    truncate stage_outcome, outcome_before`);
  const lines = rows.map((row) => outcomeLine(row, decimalOf(row.content), source, run));
  await copyInto(tx, "stage_outcome", OUTCOME_STAGE_COLUMNS, lines);
  await lockMerge(tx);
  await tx.unsafe("insert into outcome_before select * from outcome where counted and id in (select id from stage_outcome)");
  await separateTies(tx);
  await tx.unsafe(
    `insert into sighting (run, ids, contents)
     select ${run}, array_agg(s.id), array_agg(s.content) from stage_outcome s join outcome t using (id, content) where t.run <> ${run} having count(*) > 0`,
  );
  const stored = await tx.unsafe<StoredVersion[]>(
    `insert into outcome (${VERSION}) select distinct on (id, content) ${VERSION} from stage_outcome order by id, content, seq
     on conflict do nothing returning id, content`,
  );
  const again = await tellAgain(tx, run, stored);
  const changed = [...stored, ...again];
  await countNewest(
    tx,
    changed.map((row) => row.id),
  );
  const fates = await fatesOf(tx, rows, stored, again);
  const touched = await touchedUnits(
    tx,
    changed.map((row) => row.id),
  );
  await settleEscalated(
    tx,
    touched.filter((unit) => unit.escalated).map((unit) => unit.subject),
  );
  const span = await settleOutcomes(tx, context, { units: touched });
  await foldChanges(tx, context.zone);
  const count = (fate: Fate) => fates.filter((one) => one === fate).length;
  return {
    fates,
    accepted: count("accepted"),
    duplicate: count("duplicate"),
    revised: count("revised"),
    from: span && span.from / 1000,
    to: span && span.to / 1000,
  };
}

/** Two pushes within one millisecond are told one after the other all the same. */
async function separateTies(tx: Tx): Promise<void> {
  await tx`
    update stage_outcome s set as_of = s.as_of + (k.latest - k.since) + interval '1 microsecond'
    from (
      select s.id, max(o.as_of) as latest, date_trunc('milliseconds', min(s.as_of)) as since
      from stage_outcome s join outcome o on o.id = s.id
      where not s.dated and o.as_of >= date_trunc('milliseconds', s.as_of) and o.as_of < date_trunc('milliseconds', s.as_of) + interval '1 millisecond'
      group by s.id
    ) k
    where s.id = k.id and not s.dated`;
}

/**
 * The last word of this input on an outcome holds, though the same was told before and something else since: where it is pushed, and where the input tells
 * something new about that outcome (so that it is not merely the same file again).
 */
async function tellAgain(tx: Tx, run: number, stored: readonly StoredVersion[]): Promise<StoredVersion[]> {
  const ids = stored.map((row) => row.id);
  return tx.unsafe<StoredVersion[]>(
    `insert into outcome (${VERSION})
     select s.id, ('x' || substr(md5(s.content || ' ' || s.as_of), 1, 16))::bit(64)::bigint & 9223372036854775807, s.run, s.source, s.as_of, s.scope, s.subject, s.name,
       ${TOLD.split(", ")
         .map((name) => `s.${name}`)
         .join(", ")}, s.record_id
     from stage_outcome s
     cross join lateral (select ${TOLD}, as_of from outcome o where o.id = s.id ${NEWEST}) newest
     where s.last and not s.dated and ${toldOf("s")} is distinct from ${toldOf("newest")} and newest.as_of < s.as_of
       and not (s.id, s.content) in (select * from unnest($2::uuid[], $3::bigint[]))
       and (s.id = any($2::uuid[]) or exists (select from ingest_run r where r.id = $1 and r.origin = 'push'))
     on conflict do nothing returning id, content`,
    [run, ids, stored.map((row) => row.content)],
  );
}

/** Marks of each outcome the version that was told last. */
export async function countNewest(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx`
    update outcome o set counted = n.newest, uncounted = case when not n.newest then 'version' end
    from (
      select id, content, row_number() over (partition by id order by as_of desc, content desc) = 1 as newest
      from outcome where id = any(${ids as string[]}::uuid[])
    ) n
    where o.id = n.id and o.content = n.content and (o.counted is distinct from n.newest or o.uncounted is distinct from case when not n.newest then 'version' end)`;
}

/** A first version is accepted, another one revises; one that says what held already is a duplicate, though it is kept. In the order of `rows`. */
async function fatesOf(
  tx: Tx,
  rows: readonly PreparedOutcome[],
  stored: readonly StoredVersion[],
  again: readonly StoredVersion[],
): Promise<Fate[]> {
  const told = [...stored, ...again];
  const compared = await tx.unsafe<(StoredVersion & { known: boolean; same: boolean })[]>(
    `select n.id, n.content, b.id is not null as known, ${toldOf("o")} is not distinct from ${toldOf("b")} as same
     from unnest($1::uuid[], $2::bigint[]) as n(id, content) join outcome o using (id, content) left join outcome_before b on b.id = n.id`,
    [told.map((row) => row.id), told.map((row) => row.content)],
  );
  const keyOf = (id: string, content: string) => `${id.replaceAll("-", "")} ${content}`;
  const byKey = new Map(compared.map((row) => [keyOf(row.id, row.content), row]));
  const retold = new Set(again.map((row) => row.id.replaceAll("-", "")));
  const met = new Set<string>();
  return rows.map(({ id, content, last }) => {
    const row = byKey.get(keyOf(id, decimalOf(content)));
    if (!row) return last && retold.has(id) ? "revised" : "duplicate";
    if (row.known) return row.same ? "duplicate" : "revised";
    const isFirst = !met.has(id);
    met.add(id);
    return isFirst ? "accepted" : "revised";
  });
}

/** What the changed outcomes are about; `escalated`: a request that was or is escalated. */
async function touchedUnits(tx: Tx, ids: readonly string[]): Promise<{ scope: number; subject: string; escalated: boolean }[]> {
  return tx<{ scope: number; subject: string; escalated: boolean }[]>`
    select o.scope, o.subject, bool_or(o.scope = 0 and (o.result = ${RESULT_CODE.escalated} or b.result = ${RESULT_CODE.escalated})) as escalated
    from outcome o left join outcome_before b on b.id = o.id
    where o.counted and o.id = any(${ids as string[]}::uuid[]) group by 1, 2`;
}
