import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { testFacts } from "../metrics/testing";
import { archiveBudget, budgetChangeSchema, createBudget, getBudget, listBudgets, newBudgetSchema, updateBudget } from "./index";

const now = new Date("2026-11-21T11:00:00Z");
const by = "eng@example.com";
const { sql } = openTestDatabase({ max: 8 });

beforeAll(async () => {
  const facts = await testFacts(sql, "Europe/Berlin");
  const source = await facts.source("gateway");
  await facts.attempt({ at: "2026-11-20T09:00:00Z", source, provider: "openai", feature: "support-chat", cost: "30" });
  await facts.attempt({ at: "2026-11-20T10:00:00Z", source, provider: "openai", feature: "search", cost: "12.5" });
  await facts.attempt({ at: "2026-10-20T10:00:00Z", source, provider: "openai", feature: "search", cost: "1000" });
  await facts.settle();
});
beforeEach(() => sql`truncate budget, audit_entry cascade`);

const create = (given: Record<string, unknown>) => createBudget(sql, { budget: newBudgetSchema.parse(given), by, now });
const audit = async () =>
  (
    await sql<
      { action: string; subject: string; detail: Record<string, string> }[]
    >`select action, subject, detail from audit_entry order by id`
  ).map(({ action, subject, detail }) => ({ action, subject, detail }));

describe("what a budget may be", () => {
  test.each([
    [{ name: "A", amount: "0" }, "An amount is a number above 0"],
    [{ name: "A", amount: "-5" }, "An amount is a number above 0"],
    [{ name: "A", amount: "5,000" }, "An amount is a number above 0"],
    [{ name: " ", amount: "5" }, "A budget needs a name."],
    [{ name: "A", amount: "5", thresholds: ["0"] }, "A threshold is a share of the amount above 0"],
    [{ name: "A", amount: "5", thresholds: [] }, "Name at least one threshold."],
    [{ name: "A", amount: "5", recipients: { roles: [], users: [] } }, "Name at least one role, person or channel to tell."],
    [{ name: "A", amount: "5", scope: [{ dimension: "colour", values: ["red"] }] }, "A scope names one of provider, model,"],
    [{ name: "A", amount: "5", scope: [{ dimension: "team", values: [] }] }, "Name at least one value of the dimension."],
  ])("%j is refused with a sentence", (given, sentence) => {
    expect(newBudgetSchema.safeParse(given).error?.issues[0]?.message).toContain(sentence);
  });
  test("thresholds are sorted, and 0.80 and 0.8 are one", () => {
    expect(newBudgetSchema.parse({ name: "A", amount: "5000.00", thresholds: ["1", "0.80", "0.8"] })).toMatchObject({
      amount: "5000",
      thresholds: ["0.8", "1"],
      period: "month",
      recipients: { roles: ["manager"], users: [] },
    });
  });
});

describe("budgets", () => {
  test("list with what was spent this month in Berlin, the fullest first", async () => {
    await create({ name: "All", amount: "100" });
    await create({ name: "Chat", amount: "30", scope: [{ dimension: "feature", values: ["support-chat"] }] });
    await create({ name: "Nobody", amount: "10", scope: [{ dimension: "feature", values: ["no-such"] }] });
    const listed = await listBudgets(sql, { now });
    expect(listed.map(({ name, current: { spent, share, state } }) => [name, spent, share, state])).toEqual([
      ["Chat", "30", "1", "reached"],
      ["All", "42.5", "0.425", "under"],
      ["Nobody", "0", "0", "under"],
    ]);
    expect(listed[0]?.current).toMatchObject({
      from: "2026-11-01",
      to: "2026-12-01",
      zone: "Europe/Berlin",
      pricedShare: "1",
      dataThrough: "2026-11-20T10:00:00.000Z",
      crossings: [],
    });
  });

  test("a scope with a value that its closed list lacks is refused before anything is written", async () => {
    await expect(create({ name: "A", amount: "5", scope: [{ dimension: "tier", values: ["gold"] }] })).rejects.toThrow(
      'tier has no value "gold"',
    );
    await expect(
      create({ name: "A", amount: "5", recipients: { roles: [], users: ["6f1c1c0e-0000-4000-8000-000000000000"] } }),
    ).rejects.toThrow("Nobody with an active account");
    expect(await listBudgets(sql, { now })).toEqual([]);
    expect(await audit()).toEqual([]);
  });

  test("each change is in the audit trail with what was and what is; no change writes nothing", async () => {
    const { id } = await create({ name: "Chat", amount: "30" });
    await updateBudget(sql, { id, change: budgetChangeSchema.parse({ amount: "45.50", thresholds: ["1", "0.5"] }), by });
    await updateBudget(sql, { id, change: { amount: "45.5" }, by });
    await archiveBudget(sql, { id, by, now });
    expect(await audit()).toEqual([
      {
        action: "budget.create",
        subject: "Chat",
        detail: {
          amount: "30",
          period: "month",
          thresholds: "0.8, 1",
          scope: "[]",
          recipients: '{"roles":["manager"],"users":[],"channels":[]}',
        },
      },
      { action: "budget.update", subject: "Chat", detail: { amount: "30 → 45.5", thresholds: "0.8, 1 → 0.5, 1" } },
      { action: "budget.archive", subject: "Chat", detail: {} },
    ]);
    expect(await listBudgets(sql, { now })).toEqual([]);
    expect(await getBudget(sql, { id, now })).toMatchObject({ amount: "45.5", archivedAt: now.toISOString() });
    await expect(updateBudget(sql, { id, change: { amount: "1" }, by })).rejects.toThrow("is archived");
    await expect(getBudget(sql, { id: "6f1c1c0e-0000-4000-8000-000000000000", now })).rejects.toThrow("There is no such budget.");
  });
});
