import type { DimensionDescription, MetricDescription } from "../metrics";
import { describeCallDimensions, describeMetrics } from "../metrics";
import { readZone } from "../settings";
import { countSources } from "../sources";
import { database } from "./database";

const MINUTE_MS = 60_000;

/** What a data page needs before any figure. `now` is cut to the minute, so that server and browser ask the same questions. */
export async function dataFrame(
  now: Date,
): Promise<{ zone: string; now: number; sources: number; metrics: MetricDescription[]; dimensions: DimensionDescription[] }> {
  const sql = database();
  const [zone, sources] = await Promise.all([readZone(sql), countSources(sql)]);
  return {
    zone,
    now: Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS,
    sources,
    metrics: describeMetrics(),
    dimensions: describeCallDimensions(),
  };
}
