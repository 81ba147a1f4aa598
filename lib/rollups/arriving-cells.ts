import { BinaryRows } from "../../db/binary-rows";
import type { Tx } from "../../db/client";
import { copyBinary } from "../../db/copy";
import {
  ARRIVING_MEASURES,
  type ArrivingAttempt,
  DIMENSION_COLUMNS,
  type DimensionColumn,
  type Measure,
  ROLLUPS,
  type RollupTable,
} from "../../db/schema/rollup-tables";
import { narrow, type Pico } from "../pricing";
import type { ByteReader, ByteWriter } from "./bytes";
import { CellTable } from "./cell-table";
import type { Reading } from "./layout";
import { PREPARED } from "./prepared";
import { quarterUs, type ReportingTime } from "./reporting-times";

/** A new attempt as rollups see it. */
export type NewAttempt = ArrivingAttempt & Record<DimensionColumn, number> & { occurred_at: number };

/** A sum of money is kept as two numbers, whole tenths of a dollar and the pico-dollars below: exact up to $900 billion. */
const LIMB = 100_000_000_000;
const KEYS = Math.max(...ROLLUPS.map((rollup) => rollup.dimensions.length));
/** Columns of `arriving_cell` for a rollup's dimensions, in their order. */
export const CELL_KEYS = Array.from({ length: KEYS }, (_, i) => `k${i}`);

/** Where each measure's sum stands; the core measures first, so that the smaller rollups take the beginning. */
const PLACES: readonly { place: number; isMoney: boolean }[] = placesOf();
/** The same as packed cells name them: the place of each measure. */
export const MEASURE_PLACES: readonly number[] = PLACES.map(({ place }) => place);

function placesOf(): { place: number; isMoney: boolean }[] {
  let place = 0;
  return ARRIVING_MEASURES.map(({ type }) => {
    const at = { place, isMoney: type === "numeric" };
    place += at.isMoney ? 2 : 1;
    return at;
  });
}

/** Those of a rollup's measures that attempts add to as they arrive. */
const arrivingOf = ({ measures }: Pick<RollupTable, "measures">) => measures.filter(({ arriving }) => arriving !== null);

/** How many numbers a cell of the rollup has: its measures are the first of all. */
function widthOf({ name, measures: all }: Pick<RollupTable, "name" | "measures">): number {
  const measures = arrivingOf({ measures: all });
  if (measures.some((measure, i) => measure !== ARRIVING_MEASURES[i]))
    throw new Error(`the measures of ${name} are not the first of all measures`);
  const last = PLACES[measures.length - 1];
  return last ? last.place + (last.isMoney ? 2 : 1) : 0;
}

/** One function for each: reading a column by a name that varies costs several times as much. */
const READ: Record<DimensionColumn, (row: NewAttempt) => number> = {
  source: (row) => row.source,
  provider: (row) => row.provider,
  model: (row) => row.model,
  requested_model: (row) => row.requested_model,
  tier: (row) => row.tier,
  kind: (row) => row.kind,
  status: (row) => row.status,
  team: (row) => row.team,
  project: (row) => row.project,
  feature: (row) => row.feature,
  environment: (row) => row.environment,
  api_key: (row) => row.api_key,
  user_id: (row) => row.user_id,
  customer: (row) => row.customer,
};
const DIMENSION_OF: readonly ((row: NewAttempt) => number)[] = DIMENSION_COLUMNS.map((name) => READ[name]);

const WIDTH = widthOf({ name: "all", measures: ARRIVING_MEASURES });

/** Runs of measures that are asked for the same attempts. */
const BLOCKS = ARRIVING_MEASURES.reduce<{ among: Measure["among"]; from: number; to: number }[]>((blocks, { among }, i) => {
  const last = blocks.at(-1);
  if (last && last.among === among) last.to = i + 1;
  else blocks.push({ among, from: i, to: i + 1 });
  return blocks;
}, []);

const timeOf = ({ grain }: RollupTable, time: ReportingTime): number =>
  grain === "hour" ? time.hour : grain === "day" ? time.day : time.utcDay;

/** What new attempts add to every rollup, summed here: the database gets cells instead of rows. */
export class ArrivingCells {
  private readonly tables = ROLLUPS.map((rollup) => ({
    rollup,
    cells: new CellTable(1 + rollup.dimensions.length, widthOf(rollup)),
    key: new Int32Array(1 + rollup.dimensions.length),
    places: rollup.dimensions.map((name) => DIMENSION_COLUMNS.indexOf(name)),
  }));
  private readonly dimensions = new Int32Array(DIMENSION_COLUMNS.length);
  private readonly values = new Float64Array(WIDTH);
  private readonly filled = new Int32Array(WIDTH);
  private count = 0;
  private sign: 1 | -1 = 1;

  add(row: NewAttempt, time: ReportingTime, sign: 1 | -1): void {
    const { dimensions, tables } = this;
    this.sign = sign;
    this.measure(row);
    for (let i = 0; i < dimensions.length; i++) dimensions[i] = (DIMENSION_OF[i] as (typeof DIMENSION_OF)[number])(row);
    for (let t = 0; t < tables.length; t++) {
      const { rollup, cells, key, places } = tables[t] as (typeof tables)[number];
      key[0] = timeOf(rollup, time);
      for (let i = 0; i < places.length; i++) key[i + 1] = dimensions[places[i] as number] as number;
      cells.add(cells.cell(key), this.values, this.filled, this.count);
    }
  }

  /** Fills `values` with what the row adds, and `filled` with the places that are not zero. */
  private measure(row: NewAttempt): void {
    this.count = 0;
    for (let b = 0; b < BLOCKS.length; b++) {
      const { among, from, to } = BLOCKS[b] as (typeof BLOCKS)[number];
      if (among === undefined || among(row)) this.measureBlock(row, from, to);
    }
  }

  private measureBlock(row: NewAttempt, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const value = (ARRIVING_MEASURES[i] as (typeof ARRIVING_MEASURES)[number]).arriving(row);
      if (value === null || value === 0) continue;
      const { place, isMoney } = PLACES[i] as (typeof PLACES)[number];
      if (!isMoney) this.put(place, value as number);
      else if (typeof value === "number") {
        const tenths = Math.floor(value / LIMB);
        this.put(place, tenths);
        this.put(place + 1, value - tenths * LIMB);
      } else {
        this.put(place, Number(value / BigInt(LIMB)));
        this.put(place + 1, Number(value % BigInt(LIMB)));
      }
    }
  }

  private put(place: number, value: number): void {
    this.values[place] = value * this.sign;
    this.filled[this.count] = place;
    this.count += 1;
  }

  /** UTC days and providers that calls came of. */
  seen(): { day: number; provider: number }[] {
    const table = this.tables.find(({ rollup }) => rollup.grain === "utc_day");
    if (!table) return [];
    const { keys, keyWidth, size } = table.cells;
    const provider = 1 + table.rollup.dimensions.indexOf("provider");
    return Array.from({ length: size }, (_, cell) => ({
      day: keys[cell * keyWidth] as number,
      provider: keys[cell * keyWidth + provider] as number,
    }));
  }

  pack(out: ByteWriter): void {
    for (const { cells } of this.tables) cells.pack(out);
  }

  /** Adds what was packed, maybe by another release. */
  absorb(from: ByteReader, { rollups, places }: Reading): void {
    for (const { number, keyWidth } of rollups) (this.tables[number]?.cells ?? new CellTable(keyWidth, 0)).absorb(from, places);
  }

  /** Adds the cells to the rollups, inside the caller's transaction and under its merge lock. */
  async save(tx: Tx): Promise<void> {
    const out = new BinaryRows(COLUMNS.length);
    for (const [number, { rollup, cells }] of this.tables.entries())
      for (let cell = 0; cell < cells.size; cell++) if (!cells.isZero(cell)) writeCell(out, number, rollup, cells, cell);
    if (out.count === 0) return;
    await copyBinary(tx, "arriving_cell", COLUMNS, out.chunks());
    await tx.unsafe(SAVE, [], PREPARED);
    out.free();
  }
}

const COLUMNS = ["rollup", "hour", "day", ...CELL_KEYS, ...ARRIVING_MEASURES.map((m) => m.name)];

/** Upserts are ordered by key: neighbours land on the same pages. */
const SAVE = `with ${ROLLUPS.map((rollup, number) => `r${number} as (${upsertSql(rollup, number)})`).join(",\n")} select 1`;

function upsertSql(rollup: RollupTable, number: number): string {
  const time = rollup.grain === "hour" ? "hour" : "day";
  const keys = [time, ...rollup.dimensions];
  const measures = arrivingOf(rollup).map((m) => m.name);
  return `insert into ${rollup.name} (${[...keys, ...measures].join(", ")})
    select ${[time, ...rollup.dimensions.map((_, i) => `k${i}`), ...measures.map((name) => `coalesce(${name}, 0)`)].join(", ")} from arriving_cell where rollup = ${number}
    order by ${[time, ...rollup.dimensions.map((_, i) => `k${i}`)].join(", ")}
    on conflict (${keys.join(", ")}) do update set ${measures.map((name) => `${name} = ${rollup.name}.${name} + excluded.${name}`).join(", ")}`;
}

function writeCell(out: BinaryRows, number: number, rollup: RollupTable, { keys, keyWidth, sums, width }: CellTable, cell: number): void {
  const key = cell * keyWidth;
  const time = keys[key] as number;
  out.row();
  out.int2(number);
  if (rollup.grain === "hour") {
    out.timestamp(quarterUs(time));
    out.null();
  } else {
    out.null();
    out.date(time);
  }
  for (let i = 0; i < KEYS; i++) out.int4(i < rollup.dimensions.length ? (keys[key + 1 + i] as number) : null);
  for (let i = 0; i < ARRIVING_MEASURES.length; i++) {
    const { place, isMoney } = PLACES[i] as (typeof PLACES)[number];
    const at = cell * width + place;
    // Most sums of most cells are zero: null is a third of its size, and the statement makes it zero again.
    if (place >= width || (sums[at] === 0 && (!isMoney || sums[at + 1] === 0))) out.null();
    else if (isMoney) out.numeric(money(sums[at] as number, sums[at + 1] as number));
    else out.int8(sums[at] as number);
  }
}

function money(tenths: number, rest: number): Pico {
  const sum = tenths * LIMB + rest;
  return Number.isSafeInteger(sum) ? sum : narrow(BigInt(tenths) * BigInt(LIMB) + BigInt(rest));
}
