import { z } from "zod";
import { budgetChangeSchema, budgetSchema, newBudgetSchema, standingBudgetSchema } from "../../budgets/budget";
import { budgetHistorySchema } from "../../budgets/history";
import { operation } from "../operation";

const id = z.object({ id: z.uuid() });

export const listBudgetsOperation = operation("listBudgets", {
  summary: "Every budget that is not archived and how it stands in the period that runs now",
  permission: "view_budgets",
  input: z.object({}),
  output: z.object({ budgets: z.array(standingBudgetSchema) }),
});

export const createBudgetOperation = operation("createBudget", {
  summary: "Set a budget: a metric, a scope, a period, an amount and who is told",
  permission: "manage_budgets",
  input: newBudgetSchema,
  output: z.object({ budget: budgetSchema }),
});

export const getBudgetOperation = operation("getBudget", {
  summary: "One budget and how it stands",
  permission: "view_budgets",
  input: id,
  output: z.object({ budget: standingBudgetSchema }),
});

export const updateBudgetOperation = operation("updateBudget", {
  summary: "Change a budget's name, amount, thresholds, parent, fallback price, recipients or silence",
  permission: "manage_budgets",
  input: budgetChangeSchema.extend(id.shape),
  output: z.object({ budget: budgetSchema }),
});

export const archiveBudgetOperation = operation("archiveBudget", {
  summary: "End a budget; what it told stays on record",
  permission: "manage_budgets",
  input: id,
  output: z.object({ budget: budgetSchema }),
});

export const budgetHistoryOperation = operation("budgetHistory", {
  summary: "How a budget's period went so far and will go on, its last 12 periods, and what it told",
  permission: "view_budgets",
  input: id,
  output: budgetHistorySchema,
});
