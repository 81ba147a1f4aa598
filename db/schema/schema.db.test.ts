import { describe, expect, test } from "vitest";
import { openTestDatabase } from "../testing-hooks";
import { ROLLUPS } from "./rollup-tables";
import { mergedColumns, rollupValues, SAMPLE_FAMILIES, SAMPLE_LEVELS } from "./sample-tables";

/** Tables that grow with traffic, and the column each is distributed by on a Citus cluster. */
const LARGE: Record<string, string> = {
  identity: "id",
  attempt: "id",
  attempt_version: "id",
  session: "key",
  session_name: "key",
  span_link: "trace",
  usage_bucket: "id",
  bill_line: "id",
  ...Object.fromEntries(
    SAMPLE_FAMILIES.flatMap(({ name }) => ["sample", "sample_part", "slot", "hour", "day"].map((table) => [`${name}_${table}`, "subject"])),
  ),
};

const { sql } = openTestDatabase();

describe("the schema holds on Citus", () => {
  test.each(Object.entries(LARGE))("every unique key of %s contains its distribution column %s", async (table, column) => {
    const keys = await sql<{ index: string; columns: string[] }[]>`
      select i.indexrelid::regclass::text as index,
        array(select a.attname::text from unnest(i.indkey) k join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k) as columns
      from pg_index i where i.indrelid = ${table}::regclass and i.indisunique`;
    for (const key of keys) expect(key.columns, key.index).toContain(column);
  });

  test("no foreign key joins large tables", async () => {
    const keys = await sql<{ from: string; to: string }[]>`
      select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint where contype = 'f'`;
    const large = new Set([...Object.keys(LARGE), ...ROLLUPS.map((r) => r.name)]);
    expect(keys.filter((key) => large.has(key.from) || large.has(key.to))).toEqual([]);
  });

  test("no large table has a trigger or a sequence-backed key, which a cluster would serialize", async () => {
    const triggers =
      await sql`select tgrelid::regclass::text from pg_trigger where not tgisinternal and tgrelid = any(${Object.keys(LARGE)}::regclass[])`;
    expect(triggers).toHaveLength(0);
  });
});

describe("the migration and the list of rollups are one", () => {
  test.each(ROLLUPS.map((rollup) => [rollup.name, rollup] as const))("%s", async (name, rollup) => {
    const columns = await sql<{ name: string; type: string }[]>`
      select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = ${name}::regclass and attnum > 0 order by attnum`;
    const keys = [rollup.grain === "hour" ? "hour" : "day", ...rollup.dimensions];
    const names = columns.map((c) => c.name);
    expect(names.slice(0, keys.length)).toEqual(keys);
    // Every statement names its columns: a later migration can only append what the list has in its place.
    expect(names.slice(keys.length).sort()).toEqual(rollup.measures.map((m) => m.name).sort());
    for (const measure of rollup.measures) expect(columns.find((c) => c.name === measure.name)?.type).toBe(measure.type);
  });
});

describe("the migration and the lists of samples are one", () => {
  const columnsOf = async (table: string) =>
    (
      await sql<
        { name: string }[]
      >`select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 order by attnum`
    ).map((column) => column.name);
  test.each(SAMPLE_FAMILIES.map((family) => [family.name, family] as const))("%s", async (name, family) => {
    expect(await columnsOf(`${name}_sample`)).toEqual(["subject", "at", "run", "as_of", "parts", ...mergedColumns(family)]);
    expect(await columnsOf(`${name}_sample_part`)).toEqual(["subject", "at", "run", "as_of", ...mergedColumns(family)]);
    for (const { level, time } of SAMPLE_LEVELS)
      expect(await columnsOf(`${name}_${level}`)).toEqual([time, "subject", ...family.names, ...rollupValues(family, level)]);
  });
});
