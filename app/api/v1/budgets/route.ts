import { actorName } from "@/lib/auth/actor";
import { createBudget, listBudgets } from "@/lib/budgets";
import { createBudgetOperation, listBudgetsOperation } from "@/lib/http/operations/budgets";
import { route } from "@/lib/http/route";
import { requestEvaluation } from "@/lib/jobs";

export const GET = route(listBudgetsOperation, async ({ sql, now }) => ({ budgets: await listBudgets(sql, { now }) }));

export const POST = route(createBudgetOperation, async ({ sql, input, actor, now }) => {
  const budget = await createBudget(sql, { budget: input, by: actorName(actor), now });
  await requestEvaluation(sql);
  return { budget };
});
