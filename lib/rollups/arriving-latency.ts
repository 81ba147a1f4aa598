import type { Tx } from "../../db/client";
import { bucketOf } from "../facts/histogram";
import type { NewAttempt } from "./arriving-cells";
import type { ByteReader, ByteWriter } from "./bytes";
import { CellTable } from "./cell-table";
import { LATENCY_DIMENSIONS } from "./latency";
import { dayText, type ReportingTime } from "./reporting-times";

/** Kinds of histogram, in the order of their columns. */
const LATENCY = 0;
const TTFT = 1;

/** A value of each of `LATENCY_DIMENSIONS`. */
const READ: Record<(typeof LATENCY_DIMENSIONS)[number], (row: NewAttempt) => number> = {
  all: () => 0,
  feature: (row) => row.feature,
  model: (row) => row.model,
};
const VALUE_OF = LATENCY_DIMENSIONS.map((name) => READ[name]);

export interface TimedAttempt extends NewAttempt {
  duration_ms: number | null;
  ttft_ms: number | null;
}

/** Latency counts of new attempts: those of `LATENCY_ROWS`, by day, dimension and log bucket. */
export class ArrivingLatency {
  private readonly counts = new CellTable(5, 1);
  private readonly key = new Int32Array(5);

  add(row: TimedAttempt, { day }: ReportingTime, sign: 1 | -1): void {
    if (row.status !== 0 || row.gateway_cache !== 0 || row.kind === 9 || row.kind === 10) return;
    if (row.duration_ms !== null) this.count(row, day, LATENCY, bucketOf(row.duration_ms), sign);
    if (row.ttft_ms !== null) this.count(row, day, TTFT, bucketOf(row.ttft_ms), sign);
  }

  private count(row: NewAttempt, day: number, what: number, bucket: number, sign: 1 | -1): void {
    const { key, counts } = this;
    key[0] = day;
    key[3] = what;
    key[4] = bucket;
    for (let i = 0; i < VALUE_OF.length; i++) {
      key[1] = i;
      key[2] = (VALUE_OF[i] as (typeof VALUE_OF)[number])(row);
      counts.increment(counts.cell(key), sign);
    }
  }

  pack(out: ByteWriter): void {
    this.counts.pack(out);
  }

  absorb(from: ByteReader): void {
    this.counts.absorb(from);
  }

  /** Adds the counts to the rollup, inside the caller's transaction and under its merge lock. */
  async save(tx: Tx): Promise<void> {
    const cells = [...this.histograms().values()].sort((a, b) => a.day - b.day || a.dimension - b.dimension || a.value - b.value);
    if (cells.length === 0) return;
    await tx`
      insert into rollup_day_latency as r (day, dimension, value, latency, ttft)
      select day::date, dimension, value, latency::integer[], ttft::integer[]
      from unnest(${cells.map((c) => dayText(c.day))}::text[], ${cells.map((c) => LATENCY_DIMENSIONS[c.dimension] ?? "")}::text[], ${cells.map((c) => c.value)}::integer[],
        ${cells.map((c) => histogramText(c.counts[LATENCY]))}::text[], ${cells.map((c) => histogramText(c.counts[TTFT]))}::text[]) as c(day, dimension, value, latency, ttft)
      on conflict (day, dimension, value) do update
      set latency = histogram_add(r.latency, excluded.latency), ttft = histogram_add(r.ttft, excluded.ttft)`;
  }

  private histograms(): Map<string, Histograms> {
    const found = new Map<string, Histograms>();
    const { counts } = this;
    const { keys, sums, size } = counts;
    for (let cell = 0; cell < size; cell++) {
      if (counts.isZero(cell)) continue;
      const [day = 0, dimension = 0, value = 0, what = 0, bucket = 0] = keys.subarray(cell * 5, cell * 5 + 5);
      const name = `${day} ${dimension} ${value}`;
      const histograms = found.get(name) ?? { day, dimension, value, counts: [[], []] as [number[], number[]] };
      (histograms.counts[what] ?? [])[bucket] = sums[cell] as number;
      found.set(name, histograms);
    }
    return found;
  }
}

interface Histograms {
  day: number;
  dimension: number;
  value: number;
  /** Sparse counts by bucket: latency, ttft. */
  counts: [number[], number[]];
}

/** Counts by bucket as PostgreSQL writes an array of them that begins at the first: see the function histogram_of. */
export function histogramText(counts: readonly number[]): string {
  const first = counts.findIndex((count) => count !== undefined);
  if (first < 0) return "{}";
  const values = Array.from({ length: counts.length - first }, (_, i) => counts[first + i] ?? 0);
  return `[${first + 1}:${counts.length}]={${values.join(",")}}`;
}
