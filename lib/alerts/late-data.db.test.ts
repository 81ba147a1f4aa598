import { expect, test } from "vitest";
import { getBudget } from "../budgets";
import { companyForTests, minutes, NOON } from "./testing";

const company = companyForTests();

test("a restatement that dips below and rises again sends no second mail and is corrected in place", async () => {
  const { id } = await company.budgetOf();
  await company.spend("2026-11-20", "4100");
  await company.evaluate();
  await company.sql`update attempt set cost = 3000`;
  await company.settle();
  await company.evaluate(minutes(1));
  const dipped = (await getBudget(company.sql, { id, now: NOON })).current;
  expect(dipped).toMatchObject({
    spent: "3000",
    state: "under",
    crossings: [{ threshold: "0.8", belowSince: minutes(1).toISOString() }],
  });
  await company.sql`update attempt set cost = 4200`;
  await company.settle();
  await company.evaluate(minutes(2));
  expect((await getBudget(company.sql, { id, now: NOON })).current).toMatchObject({
    spent: "4200",
    state: "warned",
    crossings: [{ belowSince: null }],
  });
  expect(await company.events()).toHaveLength(1);
  expect(await company.outbox()).toHaveLength(2);
});

test("a late import into October tells for October, and not again in November", async () => {
  await company.budgetOf();
  await company.spend("2026-11-20", "10");
  await company.evaluate();
  await company.spend("2026-10-30", "5200");
  await company.evaluate(minutes(1));
  await company.evaluate(minutes(2));
  expect((await company.events()).map(({ period_start, threshold }) => [period_start, threshold])).toEqual([["2026-10-01", "1"]]);
  expect((await company.outbox())[0]?.subject).toBe(
    "Support chat ended at 104 % of its October budget: $5,200 of $5,000, by data that came late",
  );
});

test("an import into September reaches September, two months back, because its run says so", async () => {
  await company.budgetOf();
  await company.evaluate();
  await company.spend("2026-09-20", "5000");
  await company.sql`insert into ingest_run (source, file, origin, state, from_at, to_at, updated_at)
    values ('gateway', 'late.jsonl', 'file', 'done', '2026-09-20T09:00:00Z', '2026-09-20T09:00:00Z', ${minutes(1)})`;
  await company.evaluate(minutes(2));
  expect((await company.events()).map(({ period_start }) => period_start)).toEqual(["2026-09-01"]);
});

test("a price entered for September on makes September cross", async () => {
  await company.budgetOf();
  await company.evaluate();
  await company.spend("2026-09-20", "5000");
  const [entry] = await company.sql<{ id: number }[]>`
    insert into price_entry (provider, model, lines, valid_from, source, checked_on, created_by)
    values ('openai', 'gpt-4o', '[]', '2026-09-01', 'contract', '2026-11-21', 'eng@example.com') returning id`;
  await company.sql`insert into repricing (entry, change, state, actor, started_at, updated_at)
    values (${entry?.id ?? 0}, 'added', 'done', 'eng@example.com', ${minutes(1)}, ${minutes(1)})`;
  await company.evaluate(minutes(2));
  expect((await company.events()).map(({ period_start }) => period_start)).toEqual(["2026-09-01"]);
});

test("traffic that somebody settles from September on makes September cross", async () => {
  await company.budgetOf();
  await company.evaluate();
  await company.spend("2026-09-20", "5000");
  await company.sql`
    insert into coverage (source, provider, account, from_day, covered, created_by, created_at)
    values ('', 'openai', '', '2026-09-01', false, 'eng@example.com', ${minutes(1)})`;
  await company.evaluate(minutes(2));
  expect((await company.events()).map(({ period_start }) => period_start)).toEqual(["2026-09-01"]);
});

test("late data and calls without a price are states of their own", async () => {
  const { id } = await company.budgetOf();
  expect((await getBudget(company.sql, { id, now: NOON })).current).toMatchObject({ state: "no_data", spent: null });
  await company.spend("2026-11-20", null);
  expect((await getBudget(company.sql, { id, now: NOON })).current).toMatchObject({ state: "unpriced", spent: null, pricedShare: "0" });
  await company.spend("2026-11-20", "1");
  expect((await getBudget(company.sql, { id, now: NOON })).current).toMatchObject({ state: "under", spent: "1", pricedShare: "0.5" });
  expect((await getBudget(company.sql, { id, now: new Date("2026-11-25T11:00:00Z") })).current.state).toBe("late");
});
