export { archiveBudget } from "./archive-budget";
export {
  type Budget,
  type BudgetChange,
  type BudgetScope,
  type BudgetState,
  budgetChangeSchema,
  budgetSchema,
  type NewBudget,
  newBudgetSchema,
  type Recipients,
  type StandingBudget,
  scopeSchema,
  standingBudgetSchema,
} from "./budget";
export { budgetHistory } from "./budget-history";
export { metricOf } from "./check";
export { createBudget } from "./create-budget";
export { readForecastInputs } from "./forecasts";
export { getBudget } from "./get-budget";
export { groupBy } from "./group-by";
export { eachOf } from "./grouped";
export { decideLevel, type Level, lineOf, type Reading } from "./level";
export { listBudgets } from "./list-budgets";
export { budgetColumns, toBudget } from "./row";
export { readSeries, readSpend, readSpends, tryReadSpends, type Watched } from "./spend";
export { updateBudget } from "./update-budget";
