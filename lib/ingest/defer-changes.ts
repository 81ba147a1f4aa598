import type { Tx } from "../../db/client";
import { readPico } from "../pricing";
import { Arriving, appendPending } from "../rollups";
import type { Arrivals } from "./arrivals";
import type { AttemptRow } from "./attempt-row";
import { ATTEMPT_COLUMNS, WIRE, withUsual } from "./attempt-wire";
import type { IngestContext } from "./context";

type Kind = (typeof WIRE)[keyof typeof WIRE];

/** Kinds of columns that sums are made of: how each is asked for, and how the answer is read. */
const READ: Partial<Record<Kind, { sql: (column: string) => string; of?: (value: never) => unknown }>> = {
  uuid: { sql: (column) => `replace(${column}::text, '-', '')` },
  timestamp: { sql: (column) => `(extract(epoch from ${column}) * 1000000)::bigint`, of: (value: string) => Number(value) },
  int8Hex: { sql: (column) => `lpad(to_hex(${column}), 16, '0')` },
  float4: { sql: (column) => `${column}::float8` },
  numeric: { sql: (column) => `${column}::text`, of: readPico },
  int2: { sql: (column) => column },
  int4: { sql: (column) => column },
  bool: { sql: (column) => column },
};
const COLUMNS = ATTEMPT_COLUMNS.flatMap((name) => {
  const read = READ[WIRE[name]];
  return read ? [{ name, ...read }] : [];
});

type Image = Record<string, unknown> & { sign: 1 | -1; plain: boolean };

const IMAGES = `select sign, outcome is null and ledger > 0 as plain, ${COLUMNS.map(({ name, sql }) => `${sql(`d.${name}`)} as ${name}`).join(", ")}
  from delta d where counted`;

/**
 * Leaves it to a fold to come what the changes in `delta` mean to rollups and sessions, with what new calls add to them: a push that joins a retry with a
 * call that failed before waits for nobody who folds. False, and nothing is done, where sums of calls as they arrive can't tell it: a call that came or went
 * (`structural`), that an outcome is about, or whose savings were never computed. Throws `ZoneChanged`.
 */
export async function deferChanges(
  tx: Tx,
  { sql, times, zone }: IngestContext,
  arrivals: Pick<Arrivals, "source" | "span">,
): Promise<boolean> {
  const [changes] = await tx<{ any: boolean; structural: boolean | null }[]>`
    select count(*) > 0 as any, bool_or(structural) as structural from delta`;
  if (!changes?.any || changes.structural) return changes?.any === false;
  const images = await tx.unsafe<Image[]>(IMAGES);
  if (images.some(({ plain }) => !plain)) return false;
  const rows = images.map((image) => ({ row: rowOf(image), sign: image.sign }));
  const instants = rows.map(({ row }) => row.occurred_at);
  await times.load(sql, instants);
  const arriving = new Arriving();
  for (const { row, sign } of rows) arriving.add(row, times.of(row.occurred_at), sign);
  // What changed was seen before: how far the data goes is for what came with it to say.
  const { from, to } = arrivals.span();
  const span = to > 0 ? { from, to } : { from: Math.min(...instants), to: Math.max(...instants) };
  await appendPending(tx, { source: arrivals.source, rows: 0, ...span, arriving, zone });
  return true;
}

function rowOf(image: Image): AttemptRow {
  const row: Record<string, unknown> = { session_id: null };
  for (const { name, of } of COLUMNS) {
    const value = image[name];
    row[name] = value === null || !of ? value : of(value as never);
  }
  return withUsual(row) as unknown as AttemptRow;
}
