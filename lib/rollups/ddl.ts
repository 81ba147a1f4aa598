import { ROLLUPS } from "../../db/schema/rollup-tables";

/** `create table` statements of all rollups, as the migration holds them. */
export function rollupDdl(): string {
  return ROLLUPS.map((rollup) => {
    const bucket = rollup.grain === "hour" ? "hour timestamptz not null" : "day date not null";
    const columns = [
      bucket,
      ...rollup.dimensions.map((name) => `${name} integer not null`),
      ...rollup.measures.map(({ name, type }) => `${name} ${type} not null default 0`),
      `primary key (${[rollup.grain === "hour" ? "hour" : "day", ...rollup.dimensions].join(", ")})`,
    ];
    return `create table ${rollup.name} (\n  ${columns.join(",\n  ")}\n);`;
  }).join("\n\n");
}
