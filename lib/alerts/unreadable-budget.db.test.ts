import { expect, test } from "vitest";
import { connect } from "../../db/client";
import { listBudgets } from "../budgets";
import { companyForTests, minutes, NOON } from "./testing";

const company = companyForTests();

test("a budget that takes longer than 5 seconds to read keeps its last figure, says so and holds up no other", async () => {
  await company.spend("2026-11-20", "40", { feature: "chat" });
  await company.budgetOf({ name: "Company", amount: "100" });
  await company.budgetOf({ name: "Chat", amount: "100", scope: [{ dimension: "feature", values: ["chat"] }] });
  await company.evaluate();
  await company.spend("2026-11-20", "5", { feature: "chat" });

  const other = connect(company.url, { max: 1 });
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let locked = () => {};
  const isLocked = new Promise<void>((resolve) => {
    locked = resolve;
  });
  const blocking = other.begin(async (tx) => {
    await tx`lock table rollup_day_feature in access exclusive mode`;
    locked();
    await held;
  });
  await isLocked;
  try {
    const budgets = await listBudgets(company.sql, { now: minutes(1) });
    const of = (name: string) => budgets.find((budget) => budget.name === name)?.current;
    expect(of("Company")).toMatchObject({ spent: "45", stale: null });
    expect(of("Chat")).toMatchObject({ spent: "40", state: "under", forecast: null, stale: { asOf: NOON.toISOString() } });
    expect(of("Chat")?.stale?.reason).toContain("more calls than 5 seconds allow");
  } finally {
    release();
    await blocking;
    await other.end();
  }
}, 30_000);
