import { expect, test } from "vitest";
import { connect } from "../../db/client";
import { getBudget } from "../budgets";
import { budgetSnapshotSchema } from "../budgets/snapshot";
import { evaluateBudgets } from "./evaluate-budgets";
import { companyForTests, minutes, NOON, ZONE } from "./testing";

const company = companyForTests();

test("$3,999.99 of $5,000 writes that it is under and tells nobody", async () => {
  const { id } = await company.budgetOf();
  await company.spend("2026-11-20", "3999.99");
  expect(await company.evaluate()).toEqual({ budgets: 1, periods: 2, events: 0, failures: [] });
  const [row] =
    await company.sql`select state, spent::text, period_end from budget_period where budget_id = ${id} and period_start = '2026-11-01'`;
  expect(row).toEqual({ state: "under", spent: "3999.99", period_end: "2026-12-01" });
  expect(await company.outbox()).toEqual([]);
});

test("$4,000 of $5,000 is one event and one delivery for each of two managers, however often it is evaluated", async () => {
  await company.budgetOf();
  await company.spend("2026-11-19", "1000", { feature: "search" });
  await company.spend("2026-11-20", "3000");
  await company.spend("2026-10-10", "700");
  await company.evaluate();
  await company.evaluate(minutes(1));
  await company.spend("2026-11-21", "500");
  await company.evaluate(minutes(2));
  const [event, ...others] = await company.events();
  expect(others).toEqual([]);
  expect(event).toMatchObject({ period_start: "2026-11-01", threshold: "0.8" });
  expect(budgetSnapshotSchema.parse(event?.snapshot)).toMatchObject({
    spent: "4000",
    share: "0.8",
    line: "4000",
    threshold: "0.8",
    crossedOn: "2026-11-20",
    pricedShare: "1",
    period: { kind: "month", from: "2026-11-01", to: "2026-12-01", zone: ZONE },
    previous: { from: "2026-10-01", to: "2026-10-21T12:00:00+02:00", cost: "700" },
    contributors: {
      by: "feature",
      values: [
        { value: "support-chat", cost: "3000", before: "700" },
        { value: "search", cost: "1000", before: "0" },
      ],
    },
  });
  expect((await company.outbox()).map(({ recipient, state, subject }) => [recipient, state, subject])).toEqual([
    ["boss@example.com", "pending", "Support chat is at 80 % of its November budget: $4,000 of $5,000, 10 days left"],
    ["chief@example.com", "pending", "Support chat is at 80 % of its November budget: $4,000 of $5,000, 10 days left"],
  ]);
});

test("a budget watches its own scope: $4,500 elsewhere is not its business", async () => {
  const { id } = await company.budgetOf({ scope: [{ dimension: "feature", values: ["support-chat"] }] });
  await company.spend("2026-11-20", "4500", { feature: "search" });
  await company.spend("2026-11-20", "100");
  await company.evaluate();
  expect(await company.events()).toEqual([]);
  expect((await getBudget(company.sql, { id, now: NOON })).current).toMatchObject({ spent: "100", share: "0.02", state: "under" });
});

test("a big import from $0 to $7,000 records both thresholds and tells once, for the higher", async () => {
  const { id } = await company.budgetOf();
  await company.spend("2026-11-20", "7000");
  await company.evaluate();
  expect((await company.events()).map(({ threshold }) => threshold)).toEqual(["1"]);
  expect(
    (await getBudget(company.sql, { id, now: NOON })).current.crossings.map(({ threshold, superseded }) => [threshold, superseded]),
  ).toEqual([
    ["0.8", true],
    ["1", false],
  ]);
  expect(await company.outbox()).toHaveLength(2);
});

test("31 October 23:30 UTC is spent in November in Berlin", async () => {
  const { id } = await company.budgetOf();
  await company.spend("2026-10-31", "4000", { at: "2026-10-31T23:30:00Z" });
  await company.evaluate();
  expect((await company.events()).map(({ period_start }) => period_start)).toEqual(["2026-11-01"]);
  expect((await getBudget(company.sql, { id, now: NOON })).current.state).toBe("warned");
});

test("eight evaluations at once write one event and one delivery for each recipient", async () => {
  await company.budgetOf();
  await company.budgetOf({
    name: "Other",
    recipients: {
      roles: [],
      users: (await company.sql<{ id: string }[]>`select id from app_user where role = 'engineer'`).map(({ id }) => id),
    },
  });
  await company.spend("2026-11-20", "5500");
  const other = connect(company.url, { max: 8 });
  const reports = await Promise.all(
    Array.from({ length: 8 }, (_, i) => evaluateBudgets(i % 2 ? company.sql : other, { now: NOON, mailHost: "permille.test" })),
  );
  await other.end();
  expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
  expect(reports.reduce((sum, { events: n }) => sum + n, 0)).toBe(2);
  expect((await company.outbox()).map(({ recipient }) => recipient).sort()).toEqual([
    "boss@example.com",
    "chief@example.com",
    "eng@example.com",
  ]);
});

test("raising the amount to $10,000 tells again at $8,000; lowering it back tells nothing twice", async () => {
  const { id } = await company.budgetOf();
  await company.spend("2026-11-19", "4100");
  await company.evaluate();
  await company.change(id, { amount: "10000" });
  await company.evaluate(minutes(1));
  await company.change(id, { amount: "5000" });
  await company.evaluate(minutes(2));
  expect(await company.events()).toHaveLength(1);
  await company.change(id, { amount: "10000" });
  await company.evaluate(minutes(3));
  await company.spend("2026-11-20", "4000");
  await company.evaluate(minutes(4));
  expect(await company.events()).toHaveLength(2);
});

test("someone whose account is disabled gets nothing", async () => {
  await company.budgetOf();
  await company.sql`update app_user set disabled_at = now() where email = 'boss@example.com'`;
  await company.spend("2026-11-20", "4000");
  await company.evaluate();
  expect((await company.outbox()).map(({ recipient }) => recipient)).toEqual(["chief@example.com"]);
});
