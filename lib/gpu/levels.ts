import { measuresAt, type SampleFamily } from "../../db/schema/sample-tables";

/** Columns of a rollup's row that are sums of the level below. */
const sums = (measures: readonly string[]): string => measures.map((name) => `sum(${name})::bigint as ${name}`).join(", ");

/** What of an hour must be measured for it to be a whole one. */
const WHOLE_HOUR_MS = 55 * 60_000;

/**
 * SQL of an hour's row (alias `alias`): its part of an hour in which the GPU was idle in each slot, whoever held it, and measured for 55 minutes at least;
 * 0 in any other hour.
 */
export const freeSql = (alias: string): string => {
  const all = (name: string) => `sum(${alias}.${name}) over (partition by ${alias}.subject, ${alias}.hour)`;
  return `case when ${all("idle_ms")} = ${all("slot_ms")} and ${all("measured_ms")} >= ${WHOLE_HOUR_MS} then ${alias}.slot_ms else 0 end`;
};

/** SQL of hours from slots (alias `s`); `$1` is the reporting zone. */
export function hourCells(family: SampleFamily, from: string): string {
  const names = family.names.map((name) => `s.${name}`).join(", ");
  const cells = `select date_trunc('hour', s.slot, $1) as hour, s.subject, ${names}, min(s.first_at) as first_at, max(s.last_at) as last_at, ${sums(family.measures)}
    from ${from} group by 1, s.subject, ${names}`;
  return family.hourMeasures.includes("free_ms") ? `select h.*, ${freeSql("h")} as free_ms from (${cells}) h` : cells;
}

/** SQL of days from hours (alias `s`); `$1` is the reporting zone. */
export function dayCells(family: SampleFamily, from: string): string {
  const names = family.names.map((name) => `s.${name}`).join(", ");
  return `select (s.hour at time zone $1)::date as day, s.subject, ${names}, min(s.first_at) as first_at, max(s.last_at) as last_at, ${sums(measuresAt(family, "day"))}
    from ${from} group by 1, s.subject, ${names}`;
}
