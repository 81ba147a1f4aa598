import { toCsv } from "../../lib/metrics/csv";

/** A watched value at an instant (epoch ms) with the line or band around it; amounts are exact text, null is unknown. */
export interface WatchRow {
  at: number;
  value: string | null;
  low: string | null;
  high: string | null;
  firing: boolean;
}

/** A line for each instant (ISO, UTC), in order: the value, what it tells below and above, and 1 where it told. */
export function watchCsv(rows: readonly WatchRow[]): string {
  const data = rows.map(({ at, value, low, high, firing }) => ({
    at: new Date(at).toISOString(),
    value,
    tells_below: low,
    tells_above: high,
    told: firing ? "1" : "0",
  }));
  return toCsv({ data, meta: { by: ["at"], metrics: ["value", "tells_below", "tells_above", "told"].map((id) => ({ id })) } });
}
