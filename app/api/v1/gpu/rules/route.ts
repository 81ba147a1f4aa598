import { actorName } from "@/lib/auth/actor";
import { listGpuRules, setGpuRule } from "@/lib/gpu";
import { listGpuRulesOperation, setGpuRuleOperation } from "@/lib/http/operations/gpu-rules";
import { route } from "@/lib/http/route";

export const GET = route(listGpuRulesOperation, async ({ sql, now }) => ({ rules: await listGpuRules(sql, now) }));

export const POST = route(setGpuRuleOperation, async ({ sql, input, actor }) => ({ id: await setGpuRule(sql, input, actorName(actor)) }));
