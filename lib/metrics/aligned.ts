import type { Tx } from "../../db/client";
import type { Range } from "../time";
import type { Metric } from "./define";
import type { Dimension } from "./dimensions";
import { isGrainKey, type Key, type StoredFilter } from "./scope";
import { buildStatement } from "./statement";

/** Metrics by calendar hours or days and by dimensions, for those that don't add up over time. */
export interface AlignedAsk {
  grain: "hour" | "day";
  zone: string;
  range: Range;
  metrics: readonly Metric[];
  filters: readonly StoredFilter[];
  by: readonly Dimension[];
}

export interface AlignedRow {
  /** First instant of the hour (epoch ms), or the date. */
  at: number | string;
  /** Stored ids of the values of `by`. */
  ids: number[];
  values: (string | null)[];
}

const ALL = 10_000_000;

/** Every bucket that has rows, as a chart by the grain shows it. */
export async function readAligned(tx: Tx, { grain, zone, range, metrics, filters, by }: AlignedAsk): Promise<AlignedRow[]> {
  const keys: Key[] = [{ grain }, ...by.map((dimension) => ({ dimension, top: false }))];
  const { text, values } = buildStatement({
    scope: { range, zone, filters },
    metrics,
    keys,
    coverage: { calls: null, bills: null },
    top: null,
    dense: null,
    order: "time",
    limit: ALL,
    offset: 0,
  });
  const rows = await tx.unsafe<Record<string, string | number | Date | null>[]>(text, values);
  return rows.map((row) => ({
    at: row.k0 instanceof Date ? row.k0.getTime() : String(row.k0),
    ids: keys.flatMap((key, i) => (isGrainKey(key) ? [] : [Number(row[`k${i}`])])),
    values: metrics.map((_, i) => (row[`m${i}`] == null ? null : String(row[`m${i}`]))),
  }));
}
