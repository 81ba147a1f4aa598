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
