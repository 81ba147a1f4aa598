import { gpuLine } from "../ingest/testing-samples";
import type { TestSeries } from "./testing";

/** Tests only: minutes are counted from here. */
export const T0 = Date.UTC(2026, 10, 20, 10);
export const minute = (n: number) => T0 + n * 60_000;
const METRICS = {
  DCGM_FI_PROF_GR_ENGINE_ACTIVE: (n: number) => (n % 10) / 10,
  DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION: (n: number) => (n % 90) * 6e7,
};

/** Two GPUs from minute `from` to `to`, two metrics each; the energy counter begins anew every 90 minutes. */
export const series = (from: number, to: number, without: (n: number) => boolean = () => false): TestSeries[] =>
  ["GPU-a", "GPU-b"].flatMap((UUID) =>
    Object.entries(METRICS).map(([name, value]) => ({
      metric: { __name__: name, UUID, Hostname: "node-1", gpu: "0", modelName: "NVIDIA H100 80GB HBM3" },
      points: Array.from({ length: to - from }, (_, i) => from + i)
        .filter((n) => !without(n))
        .map((n): [number, number] => [minute(n), value(((n % 90) + 90) % 90)]),
    })),
  );
/** The same as lines of text. */
export const asText = (all: readonly TestSeries[]): string =>
  all
    .flatMap(({ metric, points }) => points.map(([at, value]) => gpuLine(metric.__name__ ?? "", value, { at, uuid: metric.UUID })))
    .join("\n");
