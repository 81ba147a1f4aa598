import { z } from "zod";
import type { Sql, Tx } from "../../db/client";
import { POLL_MODES, type Poll } from "./poll";

/** Of `poll p` beside its `source s`. */
export const pollColumns = (sql: Sql | Tx) => sql`
  p.source, s.kind, p.mode, p.url, p.selector, p.interval_s, p.step_s, p.token, p.paused, p.backfill_day::text, p.backfill_from, p.backfill_to, p.backfill_at,
  p.cursor, p.next_at, coalesce(p.lease_until > clock_timestamp(), false) as reading, p.last_at, p.last_ok_at, p.last_error, p.warning, p.failures, p.partial,
  p.skew_ms::float8 as skew_ms, p.created_by, p.created_at`;

export const rowSchema = z.object({
  source: z.string(),
  kind: z.string(),
  mode: z.enum(POLL_MODES),
  url: z.string(),
  selector: z.string(),
  interval_s: z.number(),
  step_s: z.number(),
  /** Sealed. */
  token: z.string().nullable(),
  paused: z.boolean(),
  backfill_day: z.string().nullable(),
  backfill_from: z.date().nullable(),
  backfill_to: z.date().nullable(),
  backfill_at: z.date().nullable(),
  cursor: z.date().nullable(),
  next_at: z.date(),
  reading: z.boolean(),
  last_at: z.date().nullable(),
  last_ok_at: z.date().nullable(),
  last_error: z.string().nullable(),
  warning: z.string().nullable(),
  failures: z.number(),
  partial: z.number(),
  skew_ms: z.number().nullable(),
  created_by: z.string(),
  created_at: z.date(),
});
export type PollState = z.output<typeof rowSchema>;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function toPoll(raw: unknown): Poll {
  const row = rowSchema.parse(raw);
  return {
    source: row.source,
    kind: row.kind,
    mode: row.mode,
    url: row.url,
    intervalS: row.interval_s,
    selector: row.selector === "" ? null : `{${row.selector}}`,
    stepS: row.step_s,
    backfillFrom: row.backfill_day,
    hasToken: row.token !== null,
    paused: row.paused,
    reading: row.reading,
    lastAt: iso(row.last_at),
    lastOkAt: iso(row.last_ok_at),
    lastError: row.last_error,
    warning: row.warning,
    failures: row.failures,
    nextAt: row.next_at.toISOString(),
    cursor: iso(row.cursor),
    backfill: backfillOf(row),
    clockSkewMs: row.skew_ms,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  };
}

function backfillOf({ backfill_from: from, backfill_to: to, backfill_at: at, next_at: due }: PollState): Poll["backfill"] {
  if (!from) return null;
  // Before the first reading nobody knows where history ends: about when it is due.
  const end = to ?? at ?? new Date(Math.max(from.getTime(), due.getTime()));
  const reached = at ?? end;
  const whole = end.getTime() - from.getTime();
  const share = whole <= 0 ? 1 : Math.min(1, Math.max(0, (end.getTime() - reached.getTime()) / whole));
  return { from: from.toISOString(), to: end.toISOString(), at: reached.toISOString(), share, done: to !== null && reached <= from };
}
