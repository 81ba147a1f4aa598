import type { Tx } from "../../db/client";
import { attemptsBy } from "./attempts-by";
import type { IngestContext } from "./context";
import { answeredByGateways, type TracedRow } from "./gateway-rows";
import { presentIn } from "./present";
import { recomputeAttempts } from "./rewrite-attempts";
import { byIndex, needStage, rememberAttempts } from "./stage";

/** What a tracer may add to a gateway's row: the columns, with what stands for "unknown" in each. */
const FILLABLE = {
  session_key: "null",
  ttft_ms: "null",
  team: "0",
  project: "0",
  feature: "0",
  environment: "0",
  api_key: "0",
  user_id: "0",
  customer: "0",
} as const;
type Fillable = keyof typeof FILLABLE;

const isFillable = (column: string): column is Fillable => column in FILLABLE;

/** SQL of what the row's own source said in `column`: unknown where a tracer filled it. */
export function unfilled(column: string, alias = "a"): string {
  if (!isFillable(column)) return `${alias}.${column}`;
  return `case when ${alias}.extra -> 'filled' ? '${column}' then ${FILLABLE[column]} else ${alias}.${column} end`;
}

/** Identities of gateway rows that answer the same provider response as a tracer's row in one of these traces. */
export async function gatewayRowsOf(tx: Tx, traces: readonly string[]): Promise<string[]> {
  if (traces.length === 0 || !(await presentIn(tx)).tracers) return [];
  const traced = await tx<TracedRow[]>`
    select t.id, id_text(t.response_id) as "responseId", extract(epoch from t.occurred_at)::float8 * 1000 as "startMs"
    from ${attemptsBy(tx, "trace", traces)} t join source s on s.num = t.source and s.role = 'tracer'
    where t.response_id is not null`;
  return [...(await answeredByGateways(tx, traced)).answering];
}

/**
 * Computes anew what tracers add to these gateway rows: only what the gateway does not know, from the first tracer row of the same response that
 * knows it. `extra.filled` names the columns, so that nothing is left when the tracer's row goes. What a request is compared with goes by its
 * feature, so its savings follow.
 */
export async function fillFromTracers(tx: Tx, context: IngestContext, gatewayRows: readonly string[]): Promise<void> {
  if (gatewayRows.length === 0) return;
  await needStage(tx);
  const columns = Object.keys(FILLABLE) as Fillable[];
  await tx.unsafe("drop table if exists filling");
  const known = (column: Fillable, alias: string) => (FILLABLE[column] === "0" ? `nullif(${alias}.${column}, 0)` : `${alias}.${column}`);
  await tx.unsafe(
    `create temp table filling on commit drop as
     select f.*, array_remove(array[${columns.map((c) => `case when f.own_${c} is null and f.${c} is not null then '${c}' end`).join(", ")}], null) as filled
     from (
       select g.id, g.occurred_at, ${columns.map((c) => `nullif(${unfilled(c, "g")}, ${FILLABLE[c]}) as own_${c}, coalesce(nullif(${unfilled(c, "g")}, ${FILLABLE[c]}), t.${c}) as ${c}`).join(", ")}
       from identity i
       join attempt g on g.id = i.id and g.occurred_at = i.occurred_at
       left join lateral (
         select ${columns.map((c) => `(array_agg(${known(c, "t")} order by t.occurred_at, t.id) filter (where ${known(c, "t")} is not null))[1] as ${c}`).join(", ")}
         from attempt t join source s on s.num = t.source and s.role = 'tracer'
         where t.response_id = coalesce(g.response_id, g.record_id)
           and t.occurred_at between g.occurred_at - interval '1 day' and g.occurred_at + interval '1 day'
       ) t on true
       where i.id = any($1::uuid[])
     ) f`,
    [gatewayRows as string[]],
  );
  await tx.unsafe(`delete from filling f using attempt g where g.id = f.id and g.occurred_at = f.occurred_at
    and ${columns.map((c) => `g.${c} is not distinct from ${FILLABLE[c] === "0" ? `coalesce(f.${c}, 0)` : `f.${c}`}`).join(" and ")}
    and coalesce(g.extra -> 'filled', '[]') = to_jsonb(f.filled)`);
  const refeatured = await tx.unsafe<{ id: string }[]>(
    "select f.id from filling f join attempt g on g.id = f.id and g.occurred_at = f.occurred_at where g.feature <> coalesce(f.feature, 0)",
  );
  await rememberAttempts(tx, "filling", -1, true);
  await byIndex(tx, () =>
    tx.unsafe(`update attempt g set ${columns.map((c) => `${c} = ${FILLABLE[c] === "0" ? `coalesce(f.${c}, 0)` : `f.${c}`}`).join(", ")},
      extra = nullif(coalesce(g.extra, '{}') - 'filled' || case when cardinality(f.filled) > 0 then jsonb_build_object('filled', f.filled) else '{}' end, '{}')
    from filling f where g.id = f.id and g.occurred_at = f.occurred_at`),
  );
  await rememberAttempts(tx, "filling", 1, true);
  await recomputeAttempts(
    tx,
    context,
    refeatured.map((row) => row.id),
  );
}
