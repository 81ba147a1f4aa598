import { actorName } from "@/lib/auth/actor";
import { archiveRuleOperation, getRuleOperation, updateRuleOperation } from "@/lib/http/operations/rules";
import { route } from "@/lib/http/route";
import { requestEvaluation } from "@/lib/jobs";
import { archiveRule, getRule, updateRule } from "@/lib/rules";

export const GET = route(getRuleOperation, async ({ sql, input, now }) => ({ rule: await getRule(sql, { id: input.id, now }) }));

export const PATCH = route(updateRuleOperation, async ({ sql, input: { id, ...change }, actor, now }) => {
  const rule = await updateRule(sql, { id, change, by: actorName(actor), now });
  await requestEvaluation(sql);
  return { rule };
});

export const DELETE = route(archiveRuleOperation, async ({ sql, input, actor, now }) => ({
  rule: await archiveRule(sql, { id: input.id, by: actorName(actor), now }),
}));
