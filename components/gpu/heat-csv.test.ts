import { expect, test } from "vitest";
import { heatCsv } from "./heat-csv";

const figures = { utilization: "0.12", tensor: null, idleHours: "10", releasableHours: "8", idleCost: "41.2" };

test("a GPU and the rest of a pool: 21 ‰ is 0.021, no data is empty, and 0 stays 0", () => {
  const text = heatCsv({
    columns: ["Mon 00", "Mon 01", "Mon 02"],
    gpus: [{ gpu: "GPU-a", instance: "", host: "=evil", gpuModel: "H100, SXM", pool: null, ...figures, cells: [21, null, 0] }],
    pools: [{ pool: "busy", cards: 12, ...figures, idleCost: null, cells: [1000, 5, null] }],
  });
  expect(text.split("\r\n")).toEqual([
    "gpu,mig_instance,host,gpu_model,pool,cards,gpu_utilization,gpu_tensor_activity,gpu_idle_hours,gpu_releasable_hours,gpu_idle_cost,Mon 00,Mon 01,Mon 02",
    `GPU-a,,'=evil,"H100, SXM",,,0.12,,10,8,41.2,0.021,,0`,
    "(the rest),,,,busy,12,0.12,,10,8,,1,0.005,",
    "",
  ]);
});
