import type { Sql, Tx } from "../../db/client";
import type { Tie } from "./attribute";

/** Which models pods serve from when, by the ids of (host, gpu_model, namespace, pod). */
export async function readTies(sql: Sql | Tx): Promise<(ids: readonly [number, number, number, number]) => readonly Tie[]> {
  const rows = await sql<{ namespace: number; pod: number; from: string; served: string }[]>`
    select t.namespace, t.pod, t.from_day::text as "from", v.value as served from serving_tie t join dimension_value v on v.id = t.served
    order by t.namespace, t.pod, t.from_day`;
  const ties = new Map<string, Tie[]>();
  for (const { namespace, pod, ...tie } of rows) ties.set(`${namespace} ${pod}`, [...(ties.get(`${namespace} ${pod}`) ?? []), tie]);
  return ([, , namespace, pod]) => ties.get(`${namespace} ${pod}`) ?? [];
}

/** SQL of the model that a pod's servers served the most of on each day. */
const mainModels = (where: string): string =>
  `select distinct on (namespace, pod, day) namespace, pod, day, model
   from (select namespace, pod, day, model, sum(samples) as samples from serving_day where pod <> 0 and model <> 0 and ${where} group by 1, 2, 3, 4) s
   order by namespace, pod, day, samples desc, model`;

/** SQL of the ties of pods: the days on which that is another model than before. */
export const tiesSql = (where: string): string =>
  `select namespace, pod, from_day, served
   from (
     select namespace, pod, day as from_day, model as served, lag(model) over (partition by namespace, pod order by day) as before
     from (${mainModels(where)}) d
   ) b where before is distinct from served`;

/** Whether the days that came say something else than the ties. A look at these alone, since it is nearly always in vain. */
export async function isTiedOtherwise(tx: Tx): Promise<boolean> {
  const [row] = await tx.unsafe<{ otherwise: boolean }[]>(
    `select exists (
       select from (${mainModels("(namespace, pod, day) in (select namespace, pod, day from served_now)")}) d
       where d.model is distinct from (
         select t.served from serving_tie t where t.namespace = d.namespace and t.pod = d.pod and t.from_day <= d.day order by t.from_day desc limit 1
       )
     ) as otherwise`,
  );
  return row?.otherwise ?? false;
}

/** Ties pods anew from all their days; `retied` holds those for which that changed something. */
export async function retie(tx: Tx, pods: string): Promise<true> {
  await tx.unsafe(`drop table if exists new_tie; create temp table new_tie on commit drop as ${tiesSql(pods)};
    drop table if exists retied; create temp table retied on commit drop as
    select distinct namespace, pod
    from (select *, true as is_new from new_tie) n
      full join (select *, true as is_old from serving_tie where ${pods}) t using (namespace, pod, from_day, served)
    where is_new is null or is_old is null;
    delete from serving_tie t using retied r where r.namespace = t.namespace and r.pod = t.pod;
    insert into serving_tie (namespace, pod, from_day, served)
    select namespace, pod, from_day, served from new_tie join retied using (namespace, pod)`);
  return true;
}
