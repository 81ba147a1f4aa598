import { z } from "zod";
import type { Sql } from "../../db/client";
import type { Day } from "../time";
import { crossingSchema } from "./budget";

const crossingRow = z
  .object({
    budget_id: z.string(),
    period_start: z.string(),
    basis: z.enum(["actual", "forecast"]),
    threshold: z.string(),
    crossed_at: z.date(),
    superseded: z.boolean(),
    below_since: z.date().nullable(),
    event_id: z.string(),
  })
  .transform(({ budget_id, period_start, ...row }) => ({
    budget: budget_id,
    from: period_start,
    crossing: crossingSchema.parse({
      basis: row.basis,
      threshold: row.threshold,
      crossedAt: row.crossed_at.toISOString(),
      superseded: row.superseded,
      belowSince: row.below_since?.toISOString() ?? null,
      eventId: row.event_id,
    }),
  }));

/** What the last evaluations put on record for budgets in the periods that begin on `from` (no dates: in all of them), by threshold. */
export async function readCrossings(sql: Sql, budgets: readonly string[], from: readonly Day[] | null) {
  const rows = await sql`
    select budget_id, period_start, basis, trim_scale(threshold)::text as threshold, crossed_at, superseded, below_since, event_id
    from budget_crossing
    where budget_id = any(${[...budgets]}::uuid[]) and ${from ? sql`period_start = any(${[...new Set(from)]}::date[])` : sql`true`}
    order by basis, threshold`;
  return rows.map((row) => crossingRow.parse(row));
}
