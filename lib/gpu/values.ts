import type { Sql, Tx } from "../../db/client";

const UNKNOWN = 0;

/** Ids of dimension values, those that are new included; 0 for null. */
export async function valueIds(
  sql: Sql | Tx,
  wanted: readonly { dimension: string; value: string | null }[],
): Promise<(dimension: string, value: string | null) => number> {
  const keys = new Map(
    wanted.flatMap(({ dimension, value }) => (value === null ? [] : [[`${dimension}\n${value}`, { dimension, value }] as const])),
  );
  const parts = [...keys].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  const ids = new Map<string, number>();
  if (parts.length > 0) {
    const [dimensions, values] = [parts.map(({ dimension }) => dimension), parts.map(({ value }) => value)];
    const read = () => sql<{ id: number; dimension: string; value: string }[]>`
      select v.id, v.dimension, v.value from dimension_value v
      join unnest(${dimensions}::text[], ${values}::text[]) as w(dimension, value) using (dimension, value)`;
    let rows = await read();
    // Written only where one is missing: a row that is there already is not locked.
    if (rows.length < parts.length) {
      await sql`
        insert into dimension_value (dimension, value) select * from unnest(${dimensions}::text[], ${values}::text[]) on conflict do nothing`;
      rows = await read();
    }
    for (const { id, dimension, value } of rows) ids.set(`${dimension}\n${value}`, id);
  }
  return (dimension, value) => (value === null ? UNKNOWN : (ids.get(`${dimension}\n${value}`) ?? UNKNOWN));
}
