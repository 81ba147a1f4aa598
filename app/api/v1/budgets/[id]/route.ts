import { actorName } from "@/lib/auth/actor";
import { archiveBudget, getBudget, updateBudget } from "@/lib/budgets";
import { archiveBudgetOperation, getBudgetOperation, updateBudgetOperation } from "@/lib/http/operations/budgets";
import { route } from "@/lib/http/route";
import { requestEvaluation } from "@/lib/jobs";

export const GET = route(getBudgetOperation, async ({ sql, input, now }) => ({ budget: await getBudget(sql, { id: input.id, now }) }));

export const PATCH = route(updateBudgetOperation, async ({ sql, input: { id, ...change }, actor }) => {
  const budget = await updateBudget(sql, { id, change, by: actorName(actor) });
  await requestEvaluation(sql);
  return { budget };
});

export const DELETE = route(archiveBudgetOperation, async ({ sql, input, actor, now }) => ({
  budget: await archiveBudget(sql, { id: input.id, by: actorName(actor), now }),
}));
