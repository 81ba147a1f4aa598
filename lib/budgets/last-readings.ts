import type { Sql } from "../../db/client";
import type { Day } from "../time";
import type { Reading } from "./level";

/** What the last evaluation read of a budget in the period that begins on `from`. */
export interface LastReading {
  asOf: Date;
  reading: Reading;
}

/** For budgets whose figure can't be read now, by their id; those that were never evaluated in the period are missing. */
export async function readLastReadings(sql: Sql, asked: readonly { id: string; from: Day }[]): Promise<Map<string, LastReading>> {
  if (asked.length === 0) return new Map();
  const rows = await sql<
    { budget_id: string; spent: string | null; priced_share: string | null; data_through: Date | null; evaluated_at: Date }[]
  >`
    select p.budget_id, trim_scale(p.spent)::text as spent, trim_scale(p.priced_share)::text as priced_share, p.data_through, p.evaluated_at
    from unnest(${asked.map(({ id }) => id)}::uuid[], ${asked.map(({ from }) => from)}::text[]) as a(id, day)
    join budget_period p on p.budget_id = a.id and p.period_start = a.day::date`;
  return new Map(
    rows.map((row) => [
      row.budget_id,
      {
        asOf: row.evaluated_at,
        reading: { spent: row.spent, pricedShare: row.priced_share, dataThrough: row.data_through?.getTime() ?? null, unpriced: null },
      },
    ]),
  );
}
