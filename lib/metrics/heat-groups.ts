import type { Tx } from "../../db/client";
import { bySignal, type Signal } from "../gpu/signal";
import { ACTIVITY } from "./machines";
import { Params } from "./params";
import type { Scope } from "./scope";
import { ratedRows } from "./spanned";
import { speakingSql } from "./speaking";

/** One line of a heat map: a GPU, the rest of a pool, or all. */
export interface HeatGroup {
  kind: "gpu" | "pool" | "total";
  gpu: string | null;
  instance: string | null;
  host: string | null;
  gpuModel: string | null;
  pool: string | null;
  cards: number;
  utilization: string | null;
  tensor: string | null;
  idleHours: string;
  releasableHours: string;
  idleCost: string | null;
  /** Its GPUs, and the signal that speaks for each. */
  subjects: number[];
  signals: (Signal | null)[];
}

const SUMMED = ["slot_ms", "idle_ms", "free_ms", "tensor_uw", "tensor_ms"];
const text = (sql: string): string => `trim_scale(round((${sql})::numeric, 12))::text`;

/**
 * The idlest GPUs in their order, then what is left by pool, those with most idle cost first, then all together; nothing without any GPU. A GPU belongs to
 * the host and pool where it was last in the range.
 */
export async function readHeatGroups(tx: Tx, scope: Scope, limit: number): Promise<HeatGroup[]> {
  const params = new Params();
  const shown = `place <= ${Math.trunc(limit)}`;
  return tx.unsafe<HeatGroup[]>(
    `with summed as (
      select subject, ${[...SUMMED, ...ACTIVITY].map((name) => `sum(${name}) as ${name}`).join(", ")},
        max(array[day - date '2000-01-01', slot_ms, host, gpu_model, pool]) as last,
        sum(idle_ms * usd) / 3.6e6 as idle_cost, coalesce(bool_or(slot_ms > 0 and usd is not null), false) as rated
      from (${ratedRows([...SUMMED, ...ACTIVITY], scope, params)}) r group by subject having sum(slot_ms) > 0
    ),
    speaking as (${speakingSql("summed", scope, params)}),
    told as (
      select d.*, signal, last[3] as host, last[4] as gpu_model, last[5] as pool, g.gpu, g.instance, g.card, g.slices::numeric / g.slices_of as part,
        ${bySignal("signal", (name) => `${name}_uw`)} as active_uw, ${bySignal("signal", (name) => `${name}_ms`)} as active_ms
      from summed d join speaking using (subject) join gpu_device g on g.id = d.subject
    ),
    placed as (
      select *, row_number() over (order by coalesce(idle_cost * part, 0) desc, idle_ms * part desc, gpu, instance) as place from told
    ),
    grouped as (
      select grouping(shown) as everything, shown, count(distinct card)::integer as cards, array_agg(subject order by subject) as subjects,
        array_agg(signal order by subject) as signals, min(gpu) as gpu, min(instance) as instance, min(host) as host, min(gpu_model) as gpu_model,
        min(pool) as pool, ${[...SUMMED, "active_uw", "active_ms"].map((name) => `sum(${name} * part) as ${name}`).join(", ")},
        case when bool_or(rated) then coalesce(sum(idle_cost * part), 0) end as idle_cost
      from (select *, case when ${shown} then place end as shown, case when ${shown} then 0 else pool end as rest from placed) p
      group by grouping sets ((shown, rest), ())
    )
    select case when everything = 1 then 'total' when shown is null then 'pool' else 'gpu' end as kind, g.gpu, g.instance, h.value as host,
      v.value as "gpuModel", p.value as pool, cards, ${text("active_uw / 1e6 / nullif(active_ms, 0)")} as utilization,
      ${text("tensor_uw / 1e6 / nullif(tensor_ms, 0)")} as tensor, ${text("idle_ms / 3.6e6")} as "idleHours",
      ${text("free_ms / 3.6e6")} as "releasableHours", ${text("idle_cost")} as "idleCost", subjects, signals
    from grouped g left join dimension_value h on h.id = g.host left join dimension_value v on v.id = g.gpu_model
      left join dimension_value p on p.id = g.pool
    where cards > 0
    order by everything, shown nulls last, g.idle_cost desc nulls last, g.idle_ms desc, p.value`,
    params.values,
  );
}
