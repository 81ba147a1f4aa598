import { hasGpus } from "../gpu";
import type { DimensionDescription, MetricDescription } from "../metrics";
import { describeCallDimensions, describeDimensions, describeGpuDimensions, describeMetrics } from "../metrics";
import { readZone } from "../settings";
import { countSources } from "../sources";
import { database } from "./database";

const MINUTE_MS = 60_000;

export interface DataFrameAnswer {
  zone: string;
  now: number;
  sources: number;
  hasGpus: boolean;
  metrics: MetricDescription[];
  dimensions: DimensionDescription[];
  otherDimensions: DimensionDescription[];
  countedBy: string;
}

/**
 * What a data page needs before any figure. `now` is cut to the minute, so that server and browser ask the same questions. `of`: what the page is about,
 * which decides by what it can be filtered.
 */
export async function dataFrame(now: Date, of: "calls" | "gpus" = "calls"): Promise<DataFrameAnswer> {
  const sql = database();
  const [zone, sources, gpus] = await Promise.all([readZone(sql), countSources(sql), hasGpus(sql)]);
  const dimensions = of === "gpus" ? describeGpuDimensions() : describeCallDimensions();
  return {
    zone,
    now: Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS,
    sources,
    hasGpus: gpus,
    metrics: describeMetrics(),
    dimensions,
    otherDimensions: describeDimensions().filter(({ id }) => !dimensions.some((own) => own.id === id)),
    countedBy: of === "gpus" ? "gpus" : "requests",
  };
}
