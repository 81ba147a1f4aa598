import { COURSE_HOURS, courseOf, measuresAt, type SampleFamily } from "../../db/schema/sample-tables";

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
  const day = "(s.hour at time zone $1)::date";
  const courses = family.courses.map((signal) => `, ${courseSql(signal)} as ${courseOf(signal)}`).join("");
  // Offset 0, else the hour of the day would be reckoned anew for each of the 25 that it may be.
  const hours = courses
    ? `(select s.*, floor(extract(epoch from s.hour - ${day}::timestamp at time zone $1) / 3600)::integer as nth from ${from} offset 0) s`
    : from;
  return `select ${day} as day, s.subject, ${names}, min(s.first_at) as first_at, max(s.last_at) as last_at, ${sums(measuresAt(family, "day"))}${courses}
    from ${hours} group by 1, s.subject, ${names}`;
}

/** A signal's course over a day from its hours, whose `nth` counts from 0. */
function courseSql(signal: string): string {
  const hours = Array.from({ length: COURSE_HOURS }, (_, nth) => nth);
  const column = (measure: string) => hours.map((nth) => `coalesce(sum(s.${measure}::float8) filter (where s.nth = ${nth}), 0)`).join(", ");
  return `case when sum(s.${signal}_ms) > 0 then array[${column(`${signal}_uw`)}, ${column(`${signal}_ms`)}] end`;
}
