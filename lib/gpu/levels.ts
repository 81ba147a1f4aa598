import type { SampleFamily } from "../../db/schema/sample-tables";

/** Columns of a rollup's row that are sums. */
export const sums = ({ measures }: SampleFamily): string => [...measures.map((name) => `sum(${name})::bigint as ${name}`)].join(", ");

/** SQL of hours from slots (alias `s`); `$1` is the reporting zone. */
export function hourCells(family: SampleFamily, from: string): string {
  const names = family.names.map((name) => `s.${name}`).join(", ");
  return `select date_trunc('hour', s.slot, $1) as hour, s.subject, ${names}, min(s.first_at) as first_at, max(s.last_at) as last_at, ${sums(family)}
    from ${from} group by 1, s.subject, ${names}`;
}

/** SQL of days from hours (alias `s`); `$1` is the reporting zone. */
export function dayCells(family: SampleFamily, from: string): string {
  const names = family.names.map((name) => `s.${name}`).join(", ");
  return `select (s.hour at time zone $1)::date as day, s.subject, ${names}, min(s.first_at) as first_at, max(s.last_at) as last_at, ${sums(family)}
    from ${from} group by 1, s.subject, ${names}`;
}
