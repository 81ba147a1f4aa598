import { actorName } from "@/lib/auth/actor";
import { retireGpuRule } from "@/lib/gpu";
import { retireGpuRuleOperation } from "@/lib/http/operations/gpu-rules";
import { route } from "@/lib/http/route";

export const DELETE = route(retireGpuRuleOperation, async ({ sql, input: { id }, actor }) => {
  await retireGpuRule(sql, id, actorName(actor));
  return { id };
});
