import { GPU_FAMILY, measuresAt, SERVING_FAMILY } from "../../db/schema/sample-tables";
import { bySignal, SIGNALS } from "../gpu/signal";
import type { Metric } from "./define";
import type { Params } from "./params";
import { groupBy, isGrainKey, type Key, keySql, type Scope } from "./scope";
import { spannedRows } from "./spanned";
import { speakingSql } from "./speaking";

/** Whether an answer is by the hour. */
export const hourly = (keys: readonly Key[]): boolean => keys.some((key) => isGrainKey(key) && key.grain === "hour");
export const keyList = (keys: readonly Key[]): string => keys.map((key, i) => `${keySql(key)} as k${i}, `).join("");

/** Of a card as a whole, whatever its instances. */
const OF_CARD = new Set(["samples", "energy_uj", "energy_ms", "power_uj", "power_ms"]);
/** Measures that activity is told by. */
export const ACTIVITY = SIGNALS.flatMap((signal) => [`${signal}_uw`, `${signal}_ms`]);

/** Whether some metric's formula names a column. */
export const named = (metrics: readonly Metric[], name: string): boolean =>
  metrics.some(({ sql }) => new RegExp(`\\b${name}\\b`).test(sql));

/**
 * GPUs by key: `rows`, and of `cards` and the measures those that the metrics' formulas name; activity (`active_uw`, `active_ms`) by the one signal that
 * speaks for a GPU over the whole range. What MIG instances did weighs by their slice of the card: summed whole first, since exact fractions are slow.
 */
export function gpuSql(scope: Scope, metrics: readonly Metric[], keys: readonly Key[], params: Params): string {
  const isActive = named(metrics, "active_ms");
  const byCard = named(metrics, "cards");
  const own = measuresAt(GPU_FAMILY, "day").filter((name) => name === "samples" || named(metrics, name));
  const read = [...new Set([...own, ...(isActive ? ACTIVITY : [])])];
  const active = isActive ? ["active_uw", "active_ms"] : [];
  const activity = isActive
    ? `, ${bySignal("signal", (name) => `m.${name}_uw`)} as active_uw, ${bySignal("signal", (name) => `m.${name}_ms`)} as active_ms`
    : "";
  const groups = [...keys.map((_, i) => `k${i}`), "slices", "slices_of", ...(byCard ? ["card"] : [])].join(", ");
  const weighed = [...own, ...active].map((name) => `coalesce(sum(${name}${OF_CARD.has(name) ? "" : " * part"}), 0) as ${name}`);
  const rows = spannedRows(GPU_FAMILY, read, scope, keys, hourly(keys), params);
  // A month of a GPU is added up first where no day is told apart: who speaks for it and how it weighs is then asked of each GPU once.
  const names = ["subject", ...new Set(keys.flatMap((key) => (isGrainKey(key) ? [] : [key.dimension.column])))].join(", ");
  const machine = keys.some(isGrainKey)
    ? rows
    : `select ${[names, ...read.map((name) => `sum(${name}) as ${name}`)].join(", ")} from (${rows}) r group by ${names}`;
  return `with machine as materialized (${machine}),
    ${isActive ? `speaking as (${speakingSql("machine", scope, params)}),` : ""}
    summed as (
      select ${keyList(keys)}slices, slices_of, ${byCard ? "card, " : ""}${[...own, ...active].map((name) => `sum(${name}) as ${name}`).join(", ")}
      from (
        select m.*, d.card, d.slices, d.slices_of${activity}
        from machine m ${isActive ? "join speaking using (subject)" : ""} join gpu_device d on d.id = m.subject
      ) w group by ${groups}
    )
    select ${keys.map((_, i) => `k${i}, `).join("")}sum(samples) as rows${byCard ? ", count(distinct card) as cards" : ""}, ${weighed.join(", ")}
    from (select *, slices::numeric / slices_of as part from summed) s ${groupBy(keys)}`;
}

/** Model servers by key: `rows` and the measures. */
export function servingSql(scope: Scope, metrics: readonly Metric[], keys: readonly Key[], params: Params): string {
  const read = measuresAt(SERVING_FAMILY, "day").filter((name) => name === "samples" || named(metrics, name));
  const sums = read.map((name) => `coalesce(sum(${name}), 0) as ${name}`);
  return `select ${keyList(keys)}sum(samples) as rows, ${sums.join(", ")}
    from (${spannedRows(SERVING_FAMILY, read, scope, keys, hourly(keys), params)}) m ${groupBy(keys)}`;
}
