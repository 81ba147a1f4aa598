import type { Tx } from "../../db/client";
import type { IngestContext } from "./context";
import { settleEscalated } from "./escalated";
import { foldChanges } from "./merge-attempts";
import { countNewest } from "./merge-outcomes";
import { settleOutcomes } from "./settle-outcomes";
import { lockMerge, openStage } from "./stage";

/**
 * Takes back some of the outcomes that a run told, in one transaction: what was told before it holds again, and what another run told too stays, as that
 * run's. Returns how many versions it was; 0 at the end.
 */
export async function undoOutcomes(tx: Tx, context: IngestContext, run: number, limit: number): Promise<number> {
  await openStage(tx);
  await lockMerge(tx);
  const gone = await tx<{ id: string; content: string; scope: number; subject: string; result: number; counted: boolean }[]>`
    select id, content, scope, subject, result, counted from outcome where run = ${run} order by id, content limit ${limit}`;
  if (gone.length === 0) return 0;
  const [ids, contents] = [gone.map((row) => row.id), gone.map((row) => row.content)];
  await tx`
    with mine as (select * from unnest(${ids}::uuid[], ${contents}::bigint[]) as m(id, content)),
    seen as (
      select distinct on (id, content) id, content, run from (
        select unnest(s.ids) as id, unnest(s.contents) as content, s.run from sighting s where s.run <> ${run}
      ) s where (id, content) in (select id, content from mine) order by id, content, run
    )
    update outcome o set run = s.run, source = t.num
    from seen s join ingest_run r on r.id = s.run join source t on t.id = r.source
    where o.id = s.id and o.content = s.content`;
  await tx`
    delete from outcome o using unnest(${ids}::uuid[], ${contents}::bigint[]) as m(id, content)
    where o.id = m.id and o.content = m.content and o.run = ${run}`;
  await countNewest(tx, [...new Set(ids)]);
  const now = await tx<{ subject: string }[]>`
    select distinct subject from outcome where counted and scope = 0 and result = 3 and id = any(${ids}::uuid[])`;
  const escalated = gone.filter((row) => row.scope === 0 && row.result === 3).map((row) => row.subject);
  await settleEscalated(tx, [...new Set([...escalated, ...now.map((row) => row.subject)])]);
  await settleOutcomes(tx, context, { units: gone });
  await foldChanges(tx, context.zone);
  return gone.length;
}
