import type { Sql } from "../../db/client";
import { readZone } from "../settings/zone";
import { addDays, dayOf } from "../time";
import type { RuleField } from "./rule";

export interface GpuSubject {
  field: RuleField;
  value: string;
  /** Cards that it names; of the model of a server without a GPU that is told, none. */
  cards: number;
  /** ISO instant. */
  lastAt: string;
}

const DAYS = 90;
const MOST = 2000;

/** What rules and rates can be about: names of the last 90 days as measured, and pools and models that rules and servers tell. */
export async function gpuSubjects(sql: Sql, now: Date): Promise<GpuSubject[]> {
  const since = addDays(dayOf(now.getTime(), await readZone(sql)), -DAYS);
  const rows = await sql<(Omit<GpuSubject, "lastAt"> & { lastAt: Date })[]>`
    with measured as materialized (
      select g.host, g.gpu_model, g.namespace, g.pod, s.pool, s.model, d.card, max(g.last_at) as last_at
      from gpu_day g join gpu_device d on d.id = g.subject
        left join gpu_span s on s.host = g.host and s.gpu_model = g.gpu_model and s.namespace = g.namespace and s.pod = g.pod
          and s.from_day <= g.day and s.to_day > g.day
      where g.day >= ${since} group by 1, 2, 3, 4, 5, 6, 7
    ),
    named as (
      select n.field, n.id, m.card, m.last_at
      from measured m, lateral (values ('host', m.host), ('gpu_model', m.gpu_model), ('pool', m.pool), ('namespace', m.namespace), ('pod', m.pod), ('model', m.model)) as n(field, id)
      union all
      select n.field, n.id, null, t.last_at
      from serving_day t, lateral (values ('namespace', t.namespace), ('pod', t.pod), ('model', t.model)) as n(field, id)
      where t.day >= ${since}
    )
    select n.field, v.value, count(distinct n.card)::integer as cards, max(n.last_at) as "lastAt"
    from named n join dimension_value v on v.id = n.id
    group by 1, 2 order by 1, 3 desc, 2 limit ${MOST}`;
  return rows.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() }));
}
