import { expect, test } from "vitest";
import { someBudget } from "./testing";
import { type BudgetNode, budgetTree, findBudgets, withDescendants } from "./tree";

const budget = (id: string, share: string | null, parent: string | null = null) => someBudget({ id, name: id, parent, current: { share } });
const shape = (nodes: readonly BudgetNode[]): unknown[] =>
  nodes.map(({ budget: { id }, children }) => (children.length > 0 ? [id, shape(children)] : id));

test("parts stand under what they are part of, the fullest first on each level, unknown last", () => {
  const budgets = [
    budget("company", "0.5"),
    budget("search", "0.2", "company"),
    budget("support", "0.9", "company"),
    budget("agent", "0.1", "support"),
    budget("new", null),
    budget("gpu", "1.2"),
  ];
  expect(shape(budgetTree(budgets))).toEqual(["gpu", ["company", [["support", ["agent"]], "search"]], "new"]);
});

test("a part whose whole is not shown stands by itself, and a circle hides nobody", () => {
  expect(shape(budgetTree([budget("a", "0.1", "gone")]))).toEqual(["a"]);
  expect(JSON.stringify(shape(budgetTree([budget("a", "0.1", "b"), budget("b", "0.2", "a")])))).toBe('[["b",["a"]]]');
});

test("a budget can't be part of itself or of its parts", () => {
  const budgets = [budget("a", "0"), budget("b", "0", "a"), budget("c", "0", "b"), budget("d", "0")];
  expect([...withDescendants(budgets, "a")].sort()).toEqual(["a", "b", "c"]);
});

test("found by state, name and scope", () => {
  const budgets = [
    someBudget({ id: "1", name: "Everything", scope: [], current: { state: "warned" } }),
    someBudget({ id: "2", name: "Support", current: { state: "under" } }),
  ];
  const ids = (found: { state: "warned" | null; text: string }) => findBudgets(budgets, found).map(({ id }) => id);
  expect(ids({ state: null, text: "" })).toEqual(["1", "2"]);
  expect(ids({ state: "warned", text: "" })).toEqual(["1"]);
  expect(ids({ state: null, text: "SUPPORT-chat" })).toEqual(["2"]);
  expect(ids({ state: "warned", text: "support" })).toEqual([]);
});
