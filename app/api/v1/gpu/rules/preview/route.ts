import { previewGpuRule } from "@/lib/gpu";
import { previewGpuRuleOperation } from "@/lib/http/operations/gpu-rules";
import { route } from "@/lib/http/route";

export const POST = route(previewGpuRuleOperation, ({ sql, input, now }) => previewGpuRule(sql, input, now));
