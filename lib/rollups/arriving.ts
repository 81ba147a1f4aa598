import { BinaryRows, type RowsData } from "../../db/binary-rows";
import type { Tx } from "../../db/client";
import { ARRIVING_MEASURES } from "../../db/schema/rollup-tables";
import { ArrivingCells, CELL_KEYS, saveCells } from "./arriving-cells";
import { ArrivingLatency, type LatencyCells, saveLatency, type TimedAttempt } from "./arriving-latency";
import { type ArrivingSession, ArrivingSessions, type SessionAttempt, saveSessions } from "./arriving-sessions";
import type { ReportingTime } from "./reporting-times";
import { SESSION_TABLES } from "./sessions";

/** Session-local tables that changes of rollups and sessions go through, with their columns. */
export const FOLD_TABLES = {
  arriving_cell: `rollup smallint, hour timestamptz, day date, ${CELL_KEYS.map((key) => `${key} integer`).join(", ")}, ${ARRIVING_MEASURES.map((m) => `${m.name} ${m.type}`).join(", ")}`,
  arriving_session: "like session, name text",
  ...SESSION_TABLES,
};

/** Everything that derives from new attempts, summed and ready to be written; another thread can take it over. */
export interface ArrivingSums {
  /** Rows of `arriving_cell`; their buffer may be handed over. */
  cells: RowsData;
  latency: LatencyCells;
  sessions: ArrivingSession[];
}

/** Sums everything that derives from new attempts (counted until their traces are settled) before the database sees it. */
export class Arriving {
  private readonly cells = new ArrivingCells();
  private readonly latency = new ArrivingLatency();
  private readonly sessions = new ArrivingSessions();

  add(row: TimedAttempt & SessionAttempt, time: ReportingTime): void {
    this.cells.add(row, time);
    this.latency.add(row, time);
    this.sessions.add(row, time);
  }

  /** The same, ready to be written. */
  sums(): ArrivingSums {
    return { cells: this.cells.rows().handOver(), latency: this.latency.cells(), sessions: this.sessions.all() };
  }

  /** Names of sessions by key. */
  sessionNames(): Map<string, string | null> {
    return namesOf(this.sessions.all());
  }
}

/** Names of sessions by key. */
export const namesOf = (sessions: readonly ArrivingSession[]): Map<string, string | null> =>
  new Map(sessions.map(({ key, name }) => [key, name]));

/** Adds sums to rollups and sessions, inside the caller's transaction, under its merge lock and with its tables open. */
export async function saveArriving(tx: Tx, added: Arriving | ArrivingSums): Promise<void> {
  const { cells, latency, sessions } = added instanceof Arriving ? added.sums() : added;
  const rows = BinaryRows.from(cells);
  await saveCells(tx, rows);
  rows.free();
  await saveLatency(tx, latency);
  await saveSessions(tx, sessions);
}
