import { gpuHeatOperation } from "@/lib/http/operations/gpu-figures";
import { route } from "@/lib/http/route";
import { readGpuHeat } from "@/lib/metrics";

export const GET = route(gpuHeatOperation, ({ sql, input, now }) => readGpuHeat(sql, input, { now: now.getTime() }));
