import { gpuModelsOperation } from "@/lib/http/operations/gpu-models";
import { route } from "@/lib/http/route";
import { readGpuModels } from "@/lib/self-hosting";

export const GET = route(gpuModelsOperation, ({ sql, input, now }) => readGpuModels(sql, input, { now: now.getTime() }));
