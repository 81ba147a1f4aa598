import type { Tx } from "../../db/client";
import { ARRIVING_MEASURES } from "../../db/schema/rollup-tables";
import { ArrivingCells, CELL_KEYS, MEASURE_PLACES } from "./arriving-cells";
import { ArrivingLatency, type TimedAttempt } from "./arriving-latency";
import { ArrivingSessions, type SessionAttempt } from "./arriving-sessions";
import { ByteReader, ByteWriter } from "./bytes";
import { readingOf } from "./layout";
import type { ReportingTime } from "./reporting-times";
import { SESSION_TABLES } from "./sessions";

/** Session-local tables that sums of new attempts go through, with their columns. */
const TABLES = {
  arriving_cell: `rollup smallint, hour timestamptz, day date, ${CELL_KEYS.map((key) => `${key} integer`).join(", ")}, ${ARRIVING_MEASURES.map((m) => `${m.name} ${m.type}`).join(", ")}`,
  arriving_session: "like session, name text",
};
/** The same for changes of rollups and sessions. */
export const FOLD_TABLES = { ...TABLES, ...SESSION_TABLES };

/** Makes what `save` goes through, where it is not open. */
export const ARRIVING_TABLES = Object.entries(TABLES)
  .map(([name, columns]) => `create temp table if not exists ${name} (${columns}) on commit delete rows`)
  .join("; ");

/** Sums everything that derives from new attempts (counted until their traces are settled), and from counted ones that change, before the database sees it. */
export class Arriving {
  private readonly cells = new ArrivingCells();
  private readonly latency = new ArrivingLatency();
  private readonly sessions = new ArrivingSessions();

  /** `sign`: −1 takes away what an attempt added as it was before a change. */
  add(row: TimedAttempt & SessionAttempt, time: ReportingTime, sign: 1 | -1 = 1): void {
    this.cells.add(row, time, sign);
    this.latency.add(row, time, sign);
    this.sessions.add(row, time, sign);
  }

  /** UTC days and providers that calls came of. */
  seen(): { day: number; provider: number }[] {
    return this.cells.seen();
  }

  /** All of it in few bytes, in the order of `LAYOUT`. */
  pack(): Buffer {
    const out = new ByteWriter();
    this.cells.pack(out);
    this.latency.pack(out);
    this.sessions.pack(out);
    return out.bytes();
  }

  /** Adds what was packed in a layout. Throws where that can't be read here. */
  absorb(packed: Buffer, layout: string): void {
    const from = new ByteReader(packed);
    this.cells.absorb(from, readingOf(layout, MEASURE_PLACES));
    this.latency.absorb(from);
    this.sessions.absorb(from);
  }

  /** Names of sessions by key. */
  sessionNames(): Map<string, string | null> {
    return new Map(this.sessions.all().map(({ key, name }) => [key, name]));
  }

  /** Adds it all to rollups and sessions, inside the caller's transaction, under its merge lock and with its tables open. */
  async save(tx: Tx): Promise<void> {
    await this.cells.save(tx);
    await this.latency.save(tx);
    await this.sessions.save(tx);
  }
}
