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

/** Everything that derives from new attempts (counted until their traces are settled), summed before the database sees it. */
export class Arriving {
  private readonly parts = [new ArrivingCells(), new ArrivingLatency(), new ArrivingSessions()] as const;

  add(row: TimedAttempt & SessionAttempt, time: ReportingTime): void {
    for (const part of this.parts) part.add(row, time);
  }

  /** UTC days and providers that calls came of. */
  seen(): { day: number; provider: number }[] {
    return this.parts[0].seen();
  }

  /** All of it in few bytes, in the order of `LAYOUT`. */
  pack(): Buffer {
    const out = new ByteWriter();
    for (const part of this.parts) part.pack(out);
    return out.bytes();
  }

  /** Adds what was packed in a layout. Throws where that can't be read here. */
  absorb(packed: Buffer, layout: string): void {
    const from = new ByteReader(packed);
    const reading = readingOf(layout, MEASURE_PLACES);
    for (const part of this.parts) part.absorb(from, reading);
  }

  /** Adds it all to rollups and sessions, inside the caller's transaction, under its merge lock and with its tables open. */
  async save(tx: Tx): Promise<void> {
    for (const part of this.parts) await part.save(tx);
  }
}
