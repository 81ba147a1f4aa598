import { gpuStandingOperation } from "@/lib/http/operations/gpu-figures";
import { route } from "@/lib/http/route";
import { readGpuStanding } from "@/lib/metrics";

export const GET = route(gpuStandingOperation, ({ sql, input, now }) => readGpuStanding(sql, input, { now: now.getTime() }));
