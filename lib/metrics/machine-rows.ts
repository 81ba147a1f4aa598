import { rollupValues, type SampleFamily, type SampleLevel } from "../../db/schema/sample-tables";
import { type Range, startOfDay, wholeDays } from "../time";
import type { Params } from "./params";
import { edges, wholeHours } from "./plan";
import { filterSql, type Scope } from "./scope";

/** Rows of a family within a range: whole days, then whole hours, then 5-minute slots for what is left. What is about whole hours is 0 in slots. */
export function machineRows(family: SampleFamily, measures: readonly string[], scope: Scope, hourly: boolean, params: Params): string {
  const { range, zone } = scope;
  params.reads(range);
  const keys = ["subject", ...family.names].map((name) => `t.${name}`);
  const part = (level: SampleLevel["level"], time: string, where: string) => {
    const has = rollupValues(family, level);
    const columns = [...keys, ...measures.map((name) => (has.includes(name) ? `t.${name}` : `0::bigint as ${name}`))].join(", ");
    return `select ${time}, ${columns} from ${family.name}_${level} t where ${where} and ${filterSql(scope.filters, "t", params)}`;
  };
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
