import { actorName } from "@/lib/auth/actor";
import { createRuleOperation, listRulesOperation } from "@/lib/http/operations/rules";
import { route } from "@/lib/http/route";
import { requestEvaluation } from "@/lib/jobs";
import { createRule, listRules } from "@/lib/rules";

export const GET = route(listRulesOperation, async ({ sql, now }) => ({ rules: await listRules(sql, { now }) }));

export const POST = route(createRuleOperation, async ({ sql, input, actor, now }) => {
  const rule = await createRule(sql, { rule: input, by: actorName(actor), now });
  await requestEvaluation(sql);
  return { rule };
});
