import type { Tx } from "../../db/client";
import { ARRIVING_MEASURES } from "../../db/schema/rollup-tables";
import { ArrivingCells, CELL_KEYS } from "./arriving-cells";
import { ArrivingLatency, type TimedAttempt } from "./arriving-latency";
import { ArrivingSessions, type SessionAttempt } from "./arriving-sessions";
import type { ReportingTime } from "./reporting-times";
import { SESSION_TABLES } from "./sessions";

/** Session-local tables that changes of rollups and sessions go through, with their columns. */
export const FOLD_TABLES = {
  arriving_cell: `rollup smallint, hour timestamptz, day date, ${CELL_KEYS.map((key) => `${key} integer`).join(", ")}, ${ARRIVING_MEASURES.map((m) => `${m.name} ${m.type}`).join(", ")}`,
  arriving_session: "like session, name text",
  ...SESSION_TABLES,
};

/** Everything that derives from new attempts (counted until their traces are settled), summed before the database sees it. */
export class Arriving {
  private readonly parts = [new ArrivingCells(), new ArrivingLatency(), new ArrivingSessions()] as const;

  add(row: TimedAttempt & SessionAttempt, time: ReportingTime): void {
    for (const part of this.parts) part.add(row, time);
  }

  /** Adds it all to rollups and sessions, inside the caller's transaction, under its merge lock and with its tables open. */
  async save(tx: Tx): Promise<void> {
    for (const part of this.parts) await part.save(tx);
  }
}
