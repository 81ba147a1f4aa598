import type { Sql, Tx } from "../../db/client";
import { GPU_FAMILY } from "../../db/schema/sample-tables";
import { rateSql } from "../gpu/rate";
import { bySignal, type Signal, signalSql } from "../gpu/signal";
import { formatEnd } from "../time";
import { type GpuHeat, MOST_GPUS } from "./gpu-heat-answer";
import { type GpuQuery, readGpuScope } from "./gpu-scope";
import { type HeatColumns, heatColumns } from "./heat-columns";
import { ACTIVITY, machineRows } from "./machines";
import { Params } from "./params";
import { readBounded } from "./read";
import type { Scope } from "./scope";

export interface GpuHeatQuery extends GpuQuery {
  /** GPUs told one by one, at most 200. */
  limit?: number | undefined;
}

/** When GPUs work: the idlest by hour, the rest by pool. Throws `invalid` and `limit` as a query does. `now` is epoch ms. */
export async function readGpuHeat(sql: Sql, { limit = MOST_GPUS, ...asked }: GpuHeatQuery, { now }: { now: number }): Promise<GpuHeat> {
  return readBounded(sql, async (tx) => {
    const scope = await readGpuScope(tx, asked, "gpu_idle_cost,gpu_utilization", now);
    const columns = heatColumns(scope.range, scope.zone);
    const groups = await readGroups(tx, scope, Math.min(limit, MOST_GPUS));
    const cells = await readCells(tx, scope, columns, groups);
    const rows = groups.map((group, i) => ({ ...group, cells: cells[i] ?? columns.names.map(() => null) }));
    const total = rows.find(({ kind }) => kind === "total");
    const figures = ({ utilization, tensor, idleHours, releasableHours, idleCost, cells }: (typeof rows)[number]) => ({
      utilization,
      tensor,
      idleHours,
      releasableHours,
      idleCost,
      cells,
    });
    return {
      by: columns.by,
      columns: [...columns.names],
      gpus: rows
        .filter(({ kind }) => kind === "gpu")
        .map((row) => ({
          gpu: row.gpu ?? "",
          instance: row.instance ?? "",
          host: row.host,
          gpuModel: row.gpuModel,
          pool: row.pool,
          ...figures(row),
        })),
      pools: rows.filter(({ kind }) => kind === "pool").map((row) => ({ pool: row.pool, cards: row.cards, ...figures(row) })),
      total: total
        ? { cards: total.cards, ...figures(total) }
        : {
            cards: 0,
            utilization: null,
            tensor: null,
            idleHours: "0",
            releasableHours: "0",
            idleCost: null,
            cells: columns.names.map(() => null),
          },
      meta: { range: { from: formatEnd(scope.range.from, scope.zone), to: formatEnd(scope.range.to, scope.zone) }, zone: scope.zone },
    };
  });
}

/** One line of the answer: a GPU, the rest of a pool, or all. */
interface Group {
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

const text = (sql: string): string => `trim_scale(round((${sql})::numeric, 12))::text`;

/** The idlest GPUs in their order, then pools by their idle cost, then the total. A GPU belongs to the host and pool where it was last. */
async function readGroups(tx: Tx, scope: Scope, limit: number): Promise<Group[]> {
  const params = new Params();
  const read = ["slot_ms", "idle_ms", "free_ms", "tensor_uw", "tensor_ms", ...ACTIVITY];
  const summed = ["slot_ms", "idle_ms", "free_ms", "tensor_uw", "tensor_ms", "active_uw", "active_ms"];
  const statement = `with machine as materialized (${machineRows(GPU_FAMILY, read, scope, false, params)}),
    rate as materialized (
      select k.day, k.host, k.gpu_model, ${rateSql({ host: "h.value", model: "v.value", day: "k.day" })} as usd
      from (select distinct day, host, gpu_model from machine) k
      left join dimension_value h on h.id = k.host left join dimension_value v on v.id = k.gpu_model
    ),
    device as (
      select subject, sum(slot_ms) as slot_ms, sum(idle_ms) as idle_ms, sum(free_ms) as free_ms, sum(tensor_uw) as tensor_uw, sum(tensor_ms) as tensor_ms,
        ${ACTIVITY.map((name) => `sum(${name}) as ${name}`).join(", ")}, ${signalSql((name) => `sum(${name}_ms)`)} as signal,
        (array_agg(host order by day desc, slot_ms desc))[1] as host, (array_agg(gpu_model order by day desc, slot_ms desc))[1] as gpu_model,
        sum(idle_ms * usd / 3.6e6) as idle_cost, coalesce(sum(slot_ms) filter (where usd is not null), 0) > 0 as rated
      from machine join rate using (day, host, gpu_model) group by subject having sum(slot_ms) > 0
    ),
    told as (
      select d.*, g.gpu, g.instance, g.card, g.slices::numeric / g.slices_of as part, null::text as pool,
        ${bySignal("signal", (name) => `${name}_uw`)} as active_uw, ${bySignal("signal", (name) => `${name}_ms`)} as active_ms
      from device d join gpu_device g on g.id = d.subject
    ),
    placed as (
      select *, row_number() over (order by coalesce(idle_cost * part, 0) desc, idle_ms * part desc, gpu, instance) as place from told
    ),
    listed as (
      select case when place <= ${Math.trunc(limit)} then place end as shown, case when place > ${Math.trunc(limit)} then pool end as rest_pool, *
      from placed
    ),
    grouped as (
      select grouping(shown) as everything, shown, rest_pool, count(distinct card)::integer as cards, array_agg(subject order by subject) as subjects,
        array_agg(signal order by subject) as signals, min(gpu) as gpu, min(instance) as instance, min(host) as host, min(gpu_model) as gpu_model,
        min(pool) as pool, ${summed.map((name) => `sum(${name} * part) as ${name}`).join(", ")},
        case when bool_or(rated) then coalesce(sum(idle_cost * part), 0) end as idle_cost
      from listed group by grouping sets ((shown, rest_pool), ())
    )
    select case when everything = 1 then 'total' when shown is null then 'pool' else 'gpu' end as kind, g.gpu, g.instance, h.value as host,
      v.value as "gpuModel", g.pool, cards, ${text("active_uw / 1e6 / nullif(active_ms, 0)")} as utilization,
      ${text("tensor_uw / 1e6 / nullif(tensor_ms, 0)")} as tensor, ${text("idle_ms / 3.6e6")} as "idleHours",
      ${text("free_ms / 3.6e6")} as "releasableHours", ${text("idle_cost")} as "idleCost", subjects, signals
    from grouped g left join dimension_value h on h.id = g.host left join dimension_value v on v.id = g.gpu_model
    order by everything, shown nulls last, g.idle_cost desc nulls last, g.idle_ms desc, g.pool`;
  return tx.unsafe<Group[]>(statement, params.values);
}

/** Activity in ‰ by column of each group. */
async function readCells(tx: Tx, scope: Scope, columns: HeatColumns, groups: readonly Group[]): Promise<(number | null)[][]> {
  const params = new Params();
  const parts = groups.flatMap(({ kind, subjects, signals }, line) =>
    kind === "total" ? [] : subjects.map((subject, i) => ({ line, subject, signal: signals[i] ?? null })),
  );
  const lines = params.integers(parts.map(({ line }) => line));
  const subjects = params.integers(parts.map(({ subject }) => subject));
  const signals = params.words(parts.map(({ signal }) => signal ?? ""));
  const hour = "m.hour";
  const column = columns.hours
    ? `array_position(${params.list(
        columns.hours.map((at) => new Date(at).toISOString()),
        "timestamptz",
      )}, ${hour}) - 1`
    : `(extract(isodow from ${hour} at time zone ${params.text(scope.zone)}) - 1)::integer * 24 + extract(hour from ${hour} at time zone ${params.text(scope.zone)})::integer`;
  const rows = await tx.unsafe<{ line: number | null; at: number[]; cells: (number | null)[] }[]>(
    `with member as materialized (
      select x.line, x.subject, x.signal, g.slices::numeric / g.slices_of as part
      from unnest(${lines}, ${subjects}, ${signals}) as x(line, subject, signal) join gpu_device g on g.id = x.subject
    ),
    machine as (${machineRows(GPU_FAMILY, ACTIVITY, scope, true, params)}),
    summed as (
      select line, ${column} as at, sum(${bySignal("signal", (name) => `${name}_uw`)} * part) as uw, sum(${bySignal("signal", (name) => `${name}_ms`)} * part) as ms
      from machine m join member using (subject) group by grouping sets ((1, 2), (2))
    )
    select line, array_agg(at) as at, array_agg(round(uw / nullif(ms, 0) / 1000)::integer) as cells from summed group by line`,
    params.values,
  );
  const byLine = new Map(rows.map((row) => [row.line, row]));
  return groups.map(({ kind }, line) => {
    const cells: (number | null)[] = columns.names.map(() => null);
    const row = byLine.get(kind === "total" ? null : line);
    for (const [i, at] of (row?.at ?? []).entries()) cells[at] = row?.cells[i] ?? null;
    return cells;
  });
}
