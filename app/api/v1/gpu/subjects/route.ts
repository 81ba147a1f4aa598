import { gpuSubjects } from "@/lib/gpu";
import { listGpuSubjectsOperation } from "@/lib/http/operations/gpu-settings";
import { route } from "@/lib/http/route";

export const GET = route(listGpuSubjectsOperation, async ({ sql, now }) => ({ subjects: await gpuSubjects(sql, now) }));
