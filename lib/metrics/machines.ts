import { GPU_FAMILY, type SampleFamily, SERVING_FAMILY } from "../../db/schema/sample-tables";
import { bySignal, signalSql } from "../gpu/signal";
import { type Range, startOfDay, wholeDays } from "../time";
import type { Params } from "./params";
import { edges, wholeHours } from "./plan";
import { filterSql, groupBy, isGrainKey, type Key, keySql, type Scope } from "./scope";

/** Rows of a family within a range: whole days, then whole hours, then 5-minute slots for what is left. */
function machineRows(family: SampleFamily, scope: Scope, hourly: boolean, params: Params): string {
  const { range, zone } = scope;
  const columns = ["subject", ...family.names, ...family.measures].map((name) => `t.${name}`).join(", ");
  const part = (level: string, time: string, where: string) =>
    `select ${time}, ${columns} from ${family.name}_${level} t where ${where} and ${filterSql(scope.filters, "t", params)}`;
  const fine = (level: "hour" | "slot", { from, to }: Range) => {
    const at = `t.${level}`;
    const hour = level === "hour" ? at : `date_trunc('hour', ${at}, ${params.text(zone)}) as hour`;
    return part(
      level,
      `(${at} at time zone ${params.text(zone)})::date as day, ${hour}`,
      `${at} >= ${params.instant(from)} and ${at} < ${params.instant(to)}`,
    );
  };
  const days = hourly ? null : wholeDays(range, zone);
  const rest = days ? edges(range, startOfDay(days.from, zone), startOfDay(days.to, zone)) : [range];
  const parts = rest.flatMap((span) => {
    const hours = wholeHours(span, zone);
    return hours ? [fine("hour", hours), ...edges(span, hours.from, hours.to).map((end) => fine("slot", end))] : [fine("slot", span)];
  });
  if (days)
    parts.unshift(part("day", "t.day, null::timestamptz as hour", `t.day >= ${params.day(days.from)} and t.day < ${params.day(days.to)}`));
  return parts.join("\n    union all\n    ");
}

const hourly = (keys: readonly Key[]): boolean => keys.some((key) => isGrainKey(key) && key.grain === "hour");
const keyList = (keys: readonly Key[]): string => keys.map((key, i) => `${keySql(key)} as k${i}, `).join("");

/** Of a card as a whole, whatever its instances. */
const OF_CARD = new Set(["samples", "energy_uj", "energy_ms", "power_uj", "power_ms"]);

/**
 * GPUs by key: `rows`, `cards` and the measures; activity (`active_uw`, `active_ms`) by the one signal that speaks for a GPU over the whole range. What
 * MIG instances did weighs by their slice of the card.
 */
export function gpuSql(scope: Scope, keys: readonly Key[], params: Params): string {
  const sums = GPU_FAMILY.measures.map((name) => `coalesce(sum(${name}${OF_CARD.has(name) ? "" : " * part"}), 0) as ${name}`);
  return `with machine as materialized (${machineRows(GPU_FAMILY, scope, hourly(keys), params)}),
    speaking as (select subject, ${signalSql((name) => `sum(${name}_ms)`)} as signal from machine group by subject),
    weighed as (
      select m.*, d.card, d.slices::numeric / d.slices_of as part, ${bySignal("signal", (name) => `m.${name}_uw`)} as active_uw,
        ${bySignal("signal", (name) => `m.${name}_ms`)} as active_ms
      from machine m join speaking using (subject) join gpu_device d on d.id = m.subject
    )
    select ${keyList(keys)}sum(samples) as rows, count(distinct card) as cards,
      coalesce(sum(active_uw * part), 0) as active_uw, coalesce(sum(active_ms * part), 0) as active_ms, ${sums.join(", ")}
    from weighed ${groupBy(keys)}`;
}

/** Model servers by key: `rows` and the measures. */
export function servingSql(scope: Scope, keys: readonly Key[], params: Params): string {
  const sums = SERVING_FAMILY.measures.map((name) => `coalesce(sum(${name}), 0) as ${name}`);
  return `select ${keyList(keys)}sum(samples) as rows, ${sums.join(", ")}
    from (${machineRows(SERVING_FAMILY, scope, hourly(keys), params)}) m ${groupBy(keys)}`;
}
