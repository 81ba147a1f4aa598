import { budgetHistory, getBudget, listBudgets } from "../budgets";
import type { AppQuery, Asker } from "./app-query";

const at = ({ now }: Asker): Date => new Date(now);

/** What the pages of budgets ask. Many budgets are read together: what is asked of each metric, period and set of dimensions, not of each budget. */
export const budgetQueries: readonly AppQuery[] = [
  {
    name: "budgets: list",
    answers: "each budget, how it stands and what its period will come to",
    ask: (asker) => listBudgets(asker.sql, { now: at(asker) }),
  },
  {
    name: "budgets: one",
    answers: "a budget, how it stands and what its period will come to",
    ask: (asker) => getBudget(asker.sql, { id: asker.budget, now: at(asker) }),
  },
  {
    name: "budgets: history",
    answers: "how a budget's period went so far, the periods before and what it told",
    ask: (asker) => budgetHistory(asker.sql, { id: asker.budget, now: at(asker) }),
  },
];
