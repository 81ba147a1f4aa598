import { rollupValues, SAMPLE_FAMILIES, SAMPLE_LEVELS, type SampleFamily } from "../../db/schema/sample-tables";
import { followedSql } from "./followed";
import { dayCells, hourCells } from "./levels";
import { slotCells } from "./refresh";

/** Rows of a level from this instant on are all there, and so is what they are rolled up to. SQL. */
export const horizonSql = ({ name }: SampleFamily, level: string): string =>
  `coalesce((select before from sample_horizon where family = '${name}' and level = '${level}'), '-infinity'::timestamptz)`;

/** SQL that counts rows of a rollup that differ from the level below, as far as that is kept. `$1` is the reporting zone where `zoned`. */
export function sampleChecks(): { table: string; text: string; zoned: boolean }[] {
  const lifetimes = {
    table: "gpu_device",
    text: `select count(*)::integer as cells from gpu_device d
      left join (select subject, min(first_at) as first_at, max(last_at) as last_at from gpu_day group by subject) l on l.subject = d.id
      where row(d.first_at, d.last_at) is distinct from row(l.first_at, l.last_at)`,
    zoned: false,
  };
  const levels = SAMPLE_FAMILIES.flatMap((family) => {
    const { name } = family;
    const expected = {
      slot: slotCells(family, followedSql(family, "all")),
      hour: hourCells(family, `${name}_slot s`),
      day: dayCells(family, `${name}_hour s`),
    };
    const below = { slot: "sample", hour: "slot", day: "hour" } as const;
    return SAMPLE_LEVELS.map(({ level, time }) => {
      const keys = [time, "subject", ...family.names];
      const row = (alias: string) =>
        `row(${rollupValues(family, level)
          .map((measure) => `${alias}.${measure}`)
          .join(", ")})`;
      // The bucket that the horizon cuts is not made anew: its beginning is gone.
      const whole =
        level === "day"
          ? `${time} > (${horizonSql(family, below[level])} at time zone $1)::date`
          : `${time} >= ${horizonSql(family, below[level])} + interval '${level === "hour" ? 1 : 0} hour'`;
      return {
        table: `${name}_${level}`,
        text: `select count(*)::integer as cells
          from (select * from (${expected[level]}) x where ${whole}) e
          full join (select * from ${name}_${level} where ${whole}) t using (${keys.join(", ")})
          where e.samples is null or t.samples is null or ${row("e")} is distinct from ${row("t")}`,
        zoned: level !== "slot",
      };
    });
  });
  return [...levels, lifetimes];
}
