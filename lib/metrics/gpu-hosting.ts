import type { Sql, Tx } from "../../db/client";
import { GPU_FAMILY, SERVING_FAMILY } from "../../db/schema/sample-tables";
import { bySignal, signalSql } from "../gpu/signal";
import { dayOf, parseRange } from "../time";
import { readInstance } from "./coverage";
import { storeFilters } from "./filters";
import { machineRows } from "./machine-rows";
import { ACTIVITY } from "./machines";
import { Params } from "./params";
import { parseQuery, type QueryInput } from "./query";
import { readBounded } from "./read";
import { filterSql, type Scope } from "./scope";
import { spanOn } from "./spanned";

/** When a model was on GPUs, and the time of its cards that samples say nothing of. Decimal text. */
export interface Hosting {
  model: string;
  /** Names that its servers give it. */
  served: string[];
  /** As the metrics `gpus` and `gpu_hours`, which would read the same rows again. */
  cards: string;
  hours: string;
  /** From its first to its last 5 minutes in the range, in days of 24 hours. */
  days: string;
  /**
   * Hours of its cards without samples that no rule gives to a model: each card's by how long it held the model, and dollars at what the model's time on
   * that card cost. They are not in `gpu_cost` of the model.
   */
  silentHours: string;
  silentCost: string;
  /** Utilization in the hour in which its servers moved most tokens, of the day in which they moved most; null where the hour is not known or not kept. */
  peakUtilization: string | null;
}

/** Of time in which GPUs held no known model. */
export type Unheld = Pick<Hosting, "cards" | "hours">;

/** Of every model that GPUs held in a range, and of the time in which they held none (null where there is no such time). Throws as a query does. `now` is epoch ms. */
export async function readHosting(
  sql: Sql,
  input: Pick<QueryInput, "from" | "to" | "where">,
  { now }: { now: number },
): Promise<{ models: Map<string, Hosting>; unheld: Unheld | null }> {
  const { where } = parseQuery({ metric: "gpu_cost", where: input.where });
  return readBounded(sql, async (tx) => {
    const { zone, sources } = await readInstance(tx);
    const scope: Scope = { range: parseRange(input, zone, now), zone, filters: await storeFilters(tx, where, sources) };
    const [times, peaks, names] = await Promise.all([readTimes(tx, scope), readPeaks(tx, scope), readNames(tx)]);
    const models = new Map<string, Hosting>();
    for (const { id, ...time } of times) {
      const name = names.get(id);
      if (name) models.set(name.model, { ...name, ...time, peakUtilization: peaks.get(id) ?? null });
    }
    return { models, unheld: times.find(({ id }) => id === 0) ?? null };
  });
}

const text = (sql: string): string => `trim_scale(round((${sql})::numeric, 12))::text`;
const part = (ms: string): string => `case when d.slices = d.slices_of then ${ms} else ${ms} * d.slices::numeric / d.slices_of end`;

type Time = Pick<Hosting, "cards" | "hours" | "days" | "silentHours" | "silentCost"> & { id: number };

async function readTimes(tx: Tx, { range, zone, filters }: Scope): Promise<Time[]> {
  const params = new Params();
  const rows = machineRows(GPU_FAMILY, ["slot_ms", "first_at", "last_at"], { range, zone, filters: [] }, false, params);
  const [from, to] = [params.instant(range.from), params.instant(range.to)];
  const [first, last] = [params.day(dayOf(range.from, zone)), params.day(dayOf(range.to - 1, zone))];
  const asked = filters.map(
    ({ column, ids }) =>
      `coalesce(${GPU_FAMILY.names.some((name) => name === column) ? "r" : "s"}.${column}, 0) = any(${params.integers(ids)})`,
  );
  return tx
    .unsafe<Time[]>(
      `with span as materialized (select * from gpu_span where from_day <= ${last} and to_day > ${first}),
    held as (
      select r.subject, coalesce(s.model, 0) as model, ${asked.length > 0 ? asked.join(" and ") : "true"} as asked, s.usd_per_hour as usd,
        max(r.host) as host, max(r.gpu_model) as gpu_model, sum(r.slot_ms) as ms, min(r.first_at) as first_at, max(r.last_at) as last_at
      from (${rows}) r left join span s on ${spanOn(GPU_FAMILY, "r")} group by 1, 2, 3, 4
    ),
    told as (
      select d.card, h.model, h.asked, max(h.host) as host, max(h.gpu_model) as gpu_model, sum(${part("h.ms")}) as ms, sum(${part("h.ms * h.usd")}) as dollar_ms,
        min(h.first_at) as first_at, max(h.last_at) as last_at
      from held h join gpu_device d on d.id = h.subject group by 1, 2, 3
    ),
    card as (select card, sum(ms) as ms, max(array[host, gpu_model]) as names from told group by card having bool_or(model <> 0)),
    life as (
      select d.card, extract(epoch from least(${to}, date_bin('5 minutes', max(d.last_at), 'epoch') + interval '5 minutes')
        - greatest(${from}, date_bin('5 minutes', min(d.first_at), 'epoch'))) * 1000 as ms
      from gpu_device d where d.first_at is not null group by d.card
    ),
    silent as (
      select c.card, (l.ms - c.ms) / nullif(c.ms, 0) as share
      from card c join life l using (card)
      left join span s on s.host = c.names[1] and s.gpu_model = c.names[2] and s.namespace = 0 and s.pod = 0 and s.from_day <= ${last} and s.to_day > ${last}
      where l.ms - c.ms > 0.5 and coalesce(s.model, 0) = 0
    )
    select t.model as id, count(*)::text as cards, ${text("sum(t.ms) / 3.6e6")} as hours,
      ${text(`extract(epoch from least(${to}, date_bin('5 minutes', max(t.last_at), 'epoch') + interval '5 minutes')
        - greatest(${from}, date_bin('5 minutes', min(t.first_at), 'epoch'))) / 86400`)} as days,
      ${text("coalesce(sum(t.ms * s.share), 0) / 3.6e6")} as "silentHours", ${text("coalesce(sum(t.dollar_ms * s.share), 0) / 3.6e6")} as "silentCost"
    from told t left join silent s using (card) where t.asked group by t.model`,
      params.values,
    )
    .execute();
}

/** Utilization of models in their busiest hours, by id. */
async function readPeaks(tx: Tx, { range, zone, filters }: Scope): Promise<Map<number, string>> {
  const params = new Params();
  const [first, last] = [params.day(dayOf(range.from, zone)), params.day(dayOf(range.to - 1, zone))];
  const [from, to, z] = [params.instant(range.from), params.instant(range.to), params.text(zone)];
  const start = (day: string) => `((${day})::timestamp at time zone ${z})`;
  const names = new Set<string>(GPU_FAMILY.names);
  const measured = filters.filter(({ column }) => names.has(column));
  const spanned = filters.filter(({ column }) => !names.has(column));
  const rows = await tx
    .unsafe<{ id: number; peak: string }[]>(
      `with busiest_day as (
      select distinct on (s.model) s.model, r.day
      from serving_day r join serving_span s on ${spanOn(SERVING_FAMILY, "r")}
      where r.day >= ${first} and r.day <= ${last} and s.model <> 0 and r.prompt_tokens + r.output_tokens > 0
      group by s.model, r.day order by s.model, sum(r.prompt_tokens + r.output_tokens) desc, r.day desc
    ),
    busiest_hour as materialized (
      select distinct on (b.model) b.model, b.day, r.hour
      from busiest_day b join serving_hour r on r.hour >= greatest(${from}, ${start("b.day")}) and r.hour < least(${to}, ${start("b.day + 1")})
      join serving_span s on s.model = b.model and s.served = r.model and s.namespace = r.namespace and s.pod = r.pod and s.from_day <= b.day and s.to_day > b.day
      where r.prompt_tokens + r.output_tokens > 0
      group by b.model, b.day, r.hour order by b.model, sum(r.prompt_tokens + r.output_tokens) desc, r.hour desc
    ),
    busy as (
      select b.model, h.subject, ${ACTIVITY.map((name) => `sum(h.${name}) as ${name}`).join(", ")}
      from busiest_hour b join gpu_hour h on h.hour = b.hour
      join gpu_span s on s.host = h.host and s.gpu_model = h.gpu_model and s.namespace = h.namespace and s.pod = h.pod
        and s.from_day <= b.day and s.to_day > b.day and s.model = b.model
      where ${filterSql(measured, "h", params)} and ${filterSql(spanned, "s", params)}
      group by b.model, h.subject
    ),
    speaking as (select b.*, ${signalSql((name) => `b.${name}_ms`)} as signal from busy b),
    active as (
      select k.model, d.slices::numeric / d.slices_of as part, ${bySignal("k.signal", (name) => `k.${name}_uw`)} as uw,
        ${bySignal("k.signal", (name) => `k.${name}_ms`)} as ms
      from speaking k join gpu_device d on d.id = k.subject
    )
    select model as id, ${text("sum(uw * part) / 1e6 / nullif(sum(ms * part), 0)")} as peak from active group by model`,
      params.values,
    )
    .execute();
  return new Map(rows.flatMap(({ id, peak }) => (peak == null ? [] : [[id, peak] as const])));
}

async function readNames(tx: Tx): Promise<Map<number, Pick<Hosting, "model" | "served">>> {
  const rows = await tx<{ id: number; model: string; served: (string | null)[] }[]>`
    select v.id, v.value as model, array_agg(distinct n.value) as served
    from (select model, 0 as served from gpu_span union select model, served from serving_span) s
    join dimension_value v on v.id = s.model left join dimension_value n on n.id = s.served
    where s.model <> 0 group by v.id, v.value`;
  return new Map(rows.map(({ id, model, served }) => [id, { model, served: served.flatMap((name) => name ?? []) }]));
}
