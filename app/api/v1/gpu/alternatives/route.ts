import { listGpuAlternativesOperation } from "@/lib/http/operations/gpu-alternatives";
import { route } from "@/lib/http/route";
import { listAlternatives } from "@/lib/self-hosting";

export const GET = route(listGpuAlternativesOperation, ({ sql, input, now }) => listAlternatives(sql, input, { now: now.getTime() }));
