import type { BudgetState, StandingBudget } from "../../lib/budgets/budget";
import { compare } from "../../lib/money";
import { scopeText } from "./words";

/** A budget and those directly below it, the fullest first. */
export interface BudgetNode {
  budget: StandingBudget;
  children: BudgetNode[];
}

function byFullness(a: StandingBudget, b: StandingBudget): number {
  return compare(b.current.share ?? "-1", a.current.share ?? "-1") || a.name.localeCompare(b.name);
}

/** Each budget under its parent; one whose parent is not in the list stands by itself. Every budget appears once. */
export function budgetTree(budgets: readonly StandingBudget[]): BudgetNode[] {
  const sorted = budgets.toSorted(byFullness);
  const known = new Set(sorted.map(({ id }) => id));
  const placed = new Set<string>();
  const nodeOf = (budget: StandingBudget): BudgetNode => {
    placed.add(budget.id);
    return { budget, children: sorted.filter(({ id, parent }) => parent === budget.id && !placed.has(id)).map(nodeOf) };
  };
  const roots = sorted.filter(({ parent }) => parent == null || !known.has(parent)).map(nodeOf);
  // What is left hangs in a circle; no list may hide it.
  return [...roots, ...sorted.flatMap((budget) => (placed.has(budget.id) ? [] : [nodeOf(budget)]))];
}

/** The ids of a budget and all below it: none of them can be its parent. */
export function withDescendants(budgets: readonly StandingBudget[], id: string): Set<string> {
  const ids = new Set([id]);
  for (let before = 0; before !== ids.size; ) {
    before = ids.size;
    for (const one of budgets) if (one.parent != null && ids.has(one.parent)) ids.add(one.id);
  }
  return ids;
}

/** Those in this state (null: any) whose name or scope holds the text. */
export function findBudgets(
  budgets: readonly StandingBudget[],
  { state, text }: { state: BudgetState | null; text: string },
): StandingBudget[] {
  const wanted = text.trim().toLowerCase();
  return budgets.filter(
    ({ name, scope, current }) =>
      (state == null || current.state === state) && (wanted === "" || `${name} ${scopeText(scope)}`.toLowerCase().includes(wanted)),
  );
}
