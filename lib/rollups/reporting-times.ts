import type { Sql, Tx } from "../../db/client";

const QUARTER_US = 900_000_000;
const DAY_QUARTERS = 96;
const DAYS_AROUND = 7;

/** When something happened, as rollups count it. */
export interface ReportingTime {
  /** Start of the hour in the reporting zone: epoch microseconds ÷ 15 minutes. */
  hour: number;
  /** Reporting date and UTC date, in days since 1970-01-01. */
  day: number;
  utcDay: number;
}

/**
 * Reporting hours and dates of instants, as the database cuts them: it is asked once for the quarters of each day (offsets of zones are whole quarters
 * since 1972), so that what is counted here and what SQL counts can't differ.
 */
export class ReportingTimes {
  private readonly known = new Map<number, ReportingTime>();

  constructor(readonly zone: string) {}

  /** Makes `of` know these instants (epoch microseconds). */
  async load(sql: Sql | Tx, instants: Iterable<number>): Promise<void> {
    const days = new Set<number>();
    for (const us of instants) {
      const quarter = Math.floor(us / QUARTER_US);
      if (this.known.has(quarter)) continue;
      // Where one day is asked for, the others around it soon are.
      const day = Math.floor(quarter / DAY_QUARTERS);
      for (let near = day - DAYS_AROUND; near <= day + DAYS_AROUND; near++) if (!this.known.has(near * DAY_QUARTERS)) days.add(near);
    }
    if (days.size === 0) return;
    const quarters = [...days].flatMap((day) => Array.from({ length: DAY_QUARTERS }, (_, n) => day * DAY_QUARTERS + n));
    const rows = await sql<{ quarter: number; hour: number; day: number }[]>`
      select quarter, (extract(epoch from date_trunc('hour', at, ${this.zone})) / 900)::integer as hour, (at at time zone ${this.zone})::date - date '1970-01-01' as day
      from unnest(${quarters}::integer[]) as q(quarter), to_timestamp(quarter * 900.0) as at`;
    for (const { quarter, hour, day } of rows) this.known.set(quarter, { hour, day, utcDay: Math.floor(quarter / DAY_QUARTERS) });
  }

  /** Whether an instant was loaded. */
  knows(us: number): boolean {
    return this.known.has(Math.floor(us / QUARTER_US));
  }

  /** Of an instant that was loaded. */
  of(us: number): ReportingTime {
    const time = this.known.get(Math.floor(us / QUARTER_US));
    if (time === undefined) throw new Error(`the reporting time of ${us} was not loaded`);
    return time;
  }
}

/** Epoch microseconds of a quarter. */
export const quarterUs = (quarter: number): number => quarter * QUARTER_US;

/** "2026-11-22" of days since 1970-01-01. */
export const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
