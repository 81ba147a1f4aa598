import { expect, test } from "vitest";
import { budgetHistory, getBudget, listBudgets } from "../budgets";
import { budgetSnapshotSchema } from "../budgets/snapshot";
import { addDays, PERIODS } from "../time";
import { companyForTests, minutes, NOON } from "./testing";

const company = companyForTests();
const daily = (from: string, to: string, cost: (day: string) => string) => {
  const calls: { at: string; cost: string }[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) calls.push({ at: `${day}T09:00:00Z`, cost: cost(day) });
  return calls;
};
const titles = async () =>
  (
    await company.sql<{ kind: string; severity: string; threshold: string; at: Date; period_start: string }[]>`
      select kind, severity, trim_scale(threshold)::text as threshold, at, period_start from alert_event order by at, kind, threshold`
  ).map(({ kind, severity, threshold, at, period_start }) => [kind, severity, threshold, at.toISOString().slice(0, 16), period_start]);
const day = (text: string, hours = 11) => new Date(Date.parse(`${text}T00:00:00Z`) + hours * 3_600_000);

test("a forecast of 100 % tells once, at the close of the day that made it, and 80 % of actual tells beside it", async () => {
  await company.spendAll(daily("2026-09-20", "2026-11-21", (at) => (at < "2026-11-08" ? "100" : "200")));
  const { id } = await company.budgetOf({ amount: "4500", forecastThresholds: ["1"] });
  await company.evaluate(day("2026-11-20"));
  await company.evaluate(day("2026-11-20", 12));
  const told = await titles();
  expect(told.map(([kind]) => kind).sort()).toEqual(["budget", "forecast"].filter((kind) => told.some(([of]) => of === kind)));
  const forecast = told.filter(([kind]) => kind === "forecast");
  expect(forecast).toHaveLength(1);
  expect(forecast[0]).toMatchObject(["forecast", "warning", "1", expect.stringMatching(/T23:00$/), "2026-11-01"]);
  const [event] = await company.sql<{ snapshot: unknown }[]>`select snapshot from alert_event where kind = 'forecast'`;
  const snapshot = budgetSnapshotSchema.parse(event?.snapshot);
  expect(snapshot).toMatchObject({ basis: "forecast", threshold: "1", line: "4500" });
  expect(Number(snapshot.forecast?.value)).toBeGreaterThanOrEqual(4500);
  const standing = (await getBudget(company.sql, { id, now: day("2026-11-20") })).current;
  expect(standing.crossings.map(({ basis, threshold }) => [basis, threshold])).toContainEqual(["forecast", "1"]);
  expect(Number(standing.forecast?.value)).toBeGreaterThan(4500);
  expect((await company.sql`select forecast_through from budget_period where forecast_through is not null`)[0]).toEqual({
    forecast_through: new Date("2026-11-19T23:00:00Z"),
  });
});

test("evaluated each noon or on the 20th only, the same closes tell", async () => {
  await company.spendAll(daily("2026-09-20", "2026-11-21", (at) => (at < "2026-11-05" ? "100" : "150")));
  const amounts = ["3600", "3900", "4200"];
  for (const amount of amounts) await company.budgetOf({ name: amount, amount, thresholds: ["5"], forecastThresholds: ["0.9", "1"] });
  await company.evaluate(day("2026-11-20"));
  const once = await titles();
  expect(once.length).toBeGreaterThan(2);
  await company.sql`truncate delivery, budget_crossing, alert_event, budget_period cascade`;
  for (let date = "2026-11-02"; date <= "2026-11-20"; date = addDays(date, 1)) await company.evaluate(day(date));
  expect(await titles()).toEqual(once);
}, 20_000);

test("data that comes late for a closed day is decided again", async () => {
  await company.spendAll(daily("2026-09-20", "2026-11-21", () => "100"));
  await company.budgetOf({ amount: "3500", thresholds: ["3"], forecastThresholds: ["1"] });
  await company.evaluate(day("2026-11-20"));
  expect(await titles()).toEqual([]);
  await company.spend("2026-11-18", "600");
  await company.sql`insert into ingest_run (source, file, origin, state, from_at, to_at, updated_at)
    values ('gateway', 'late.jsonl', 'file', 'done', '2026-11-18T09:00:00Z', '2026-11-18T09:00:00Z', ${day("2026-11-20", 12)})`;
  await company.evaluate(day("2026-11-20", 13));
  expect(await titles()).toEqual([["forecast", "warning", "1", "2026-11-18T23:00", "2026-11-01"]]);
});

test("seven days of history are too short for a forecast to tell by", async () => {
  await company.spendAll(daily("2026-11-14", "2026-11-20", () => "1000"));
  await company.budgetOf({ amount: "7000", thresholds: ["3"], forecastThresholds: ["1"] });
  await company.evaluate(day("2026-11-20"));
  expect(await titles()).toEqual([]);
});

test("a muted budget writes its event, and notes in the app alone", async () => {
  const { id } = await company.budgetOf();
  await company.change(id, { mutedUntil: "2026-12-01T00:00:00.000Z" });
  await company.spend("2026-11-20", "5000");
  await company.evaluate();
  expect(await titles()).toEqual([["budget", "critical", "1", "2026-11-20T09:00", "2026-11-01"]]);
  expect(await company.outbox()).toEqual([]);
  expect((await company.sql`select channel, state from delivery`).map((row) => [row.channel, row.state])).toEqual([
    ["inbox", "sent"],
    ["inbox", "sent"],
  ]);
});

test("all five periods hold the 25 hours of 25 October, and the 23 of 29 March, to the second", async () => {
  await company.spendAll([
    { at: "2026-10-24T21:59:59Z", cost: "1" },
    { at: "2026-10-24T22:00:00Z", cost: "10" },
    { at: "2026-10-25T00:30:00Z", cost: "20" },
    { at: "2026-10-25T01:30:00Z", cost: "30" },
    { at: "2026-10-25T22:59:59Z", cost: "40" },
    { at: "2026-10-25T23:00:00Z", cost: "100" },
    { at: "2026-03-28T22:59:59Z", cost: "1" },
    { at: "2026-03-28T23:00:00Z", cost: "5" },
    { at: "2026-03-29T21:59:59Z", cost: "7" },
    { at: "2026-03-29T22:00:00Z", cost: "1000" },
  ]);
  for (const period of PERIODS) await company.budgetOf({ name: period, period, amount: "100" });
  const spent = async (now: string) =>
    Object.fromEntries((await listBudgets(company.sql, { now: new Date(now) })).map(({ period, current }) => [period, current.spent]));
  expect(await spent("2026-10-25T12:00:00Z")).toEqual({ day: "100", week: "101", month: "201", quarter: "201", year: "1214" });
  expect(await spent("2026-03-29T12:00:00Z")).toEqual({ day: "12", week: "13", month: "1013", quarter: "1013", year: "1214" });
  await company.evaluate(new Date("2026-10-25T23:30:00Z"));
  expect((await titles()).map(([kind, , threshold, , from]) => [kind, threshold, from])).toEqual(
    expect.arrayContaining([
      ["budget", "1", "2026-10-25"],
      ["budget", "1", "2026-10-19"],
      ["budget", "1", "2026-10-01"],
      ["budget", "1", "2026-01-01"],
    ]),
  );
});

test("calls without a price: $0 is never said in silence, and at $3 per million tokens they count", async () => {
  const tokens = { input_uncached: 1_500_000, output: 500_000 };
  await company.spend("2026-11-20", null, tokens);
  const silent = await company.budgetOf({ name: "Silent" });
  const counted = await company.budgetOf({ name: "Counted", fallbackPrice: "3", amount: "10" });
  const standing = async (id: string) => (await getBudget(company.sql, { id, now: NOON })).current;
  expect(await standing(silent.id)).toMatchObject({ state: "unpriced", spent: null, unpriced: { requests: "1", counted: null } });
  expect(await standing(counted.id)).toMatchObject({ state: "under", spent: "6", unpriced: { requests: "1", counted: "6" } });
  await company.spend("2026-11-20", "2.5", tokens);
  expect(await standing(silent.id)).toMatchObject({ state: "under", spent: "2.5", pricedShare: "0.5" });
  expect(await standing(counted.id)).toMatchObject({ state: "warned", spent: "8.5", unpriced: { requests: "1", counted: "6" } });
  await company.evaluate();
  expect((await company.events()).map(({ snapshot }) => budgetSnapshotSchema.parse(snapshot))).toMatchObject([
    { budget: { name: "Counted" }, spent: "8.5", crossedOn: "2026-11-20" },
  ]);
  await expect(company.budgetOf({ metric: "requests", fallbackPrice: "3" })).rejects.toThrow("A fallback price is for budgets of cost");
});

test("requests, tokens and averages have budgets of their own", async () => {
  await company.spendAll(Array.from({ length: 10 }, () => ({ at: "2026-11-20T09:00:00Z", cost: "0.5", input_uncached: 100, output: 20 })));
  const requests = await company.budgetOf({ name: "Requests", metric: "requests", amount: "12", forecastThresholds: [] });
  await company.budgetOf({ name: "Tokens", metric: "input_tokens", amount: "5000" });
  const average = await company.budgetOf({ name: "Per 1,000", metric: "cost_per_1k_requests", amount: "400" });
  const listed = await listBudgets(company.sql, { now: NOON });
  expect(
    listed.map(({ name, about, current }) => [name, about.unit, about.sum, current.spent, current.state, current.pricedShare]),
  ).toEqual([
    ["Per 1,000", "usd_per_1k", false, "500", "reached", "1"],
    ["Requests", "count", true, "10", "warned", null],
    ["Tokens", "count", true, "1000", "under", null],
  ]);
  await company.evaluate();
  expect((await company.events()).map(({ threshold }) => threshold).sort()).toEqual(["0.8", "1"]);
  const history = await budgetHistory(company.sql, { id: average.id, now: NOON });
  expect(history.series.points.find(({ key }) => key === "2026-11-20")).toMatchObject({ actual: "500", expected: null, forecast: null });
  expect((await budgetHistory(company.sql, { id: requests.id, now: NOON })).events).toMatchObject([
    { kind: "budget", severity: "warning", threshold: "0.8" },
  ]);
  await expect(company.budgetOf({ metric: "cost_per_1k_requests", forecastThresholds: ["1"] })).rejects.toThrow(
    "does not add up over days",
  );
  await expect(company.budgetOf({ metric: "nonsense" })).rejects.toThrow('There is no metric "nonsense"');
});

test("an average tells nothing in the first tenth of its period", async () => {
  await company.budgetOf({ name: "Per 1,000", metric: "cost_per_1k_requests", amount: "400" });
  await company.spend("2026-11-02", "1");
  await company.evaluate(new Date("2026-11-03T11:00:00Z"));
  expect(await company.events()).toEqual([]);
  await company.evaluate(new Date("2026-11-04T11:00:00Z"));
  expect(await company.events()).toHaveLength(1);
});

test("teams may have more than their company: $1,100 of $1,000 is over by $100", async () => {
  const whole = await company.budgetOf({ name: "Company", amount: "1000" });
  const team = await company.budgetOf({
    name: "Team",
    amount: "700",
    parent: whole.id,
    scope: [{ dimension: "team", values: ["support"] }],
  });
  const other = await company.budgetOf({ name: "Other team", amount: "400", parent: whole.id });
  const of = async (id: string) => (await getBudget(company.sql, { id, now: NOON })).allocation;
  expect(await of(whole.id)).toEqual({ children: 2, amount: "1100", over: "100" });
  expect(await of(team.id)).toBeNull();
  await company.change(other.id, { amount: "300" });
  expect(await of(whole.id)).toEqual({ children: 2, amount: "1000", over: "0" });
  await expect(company.change(whole.id, { parent: team.id })).rejects.toThrow("“Team” is itself part of this budget");
  await expect(company.change(whole.id, { parent: whole.id })).rejects.toThrow("itself part of this budget");
  await expect(company.budgetOf({ parent: whole.id, period: "week" })).rejects.toThrow("the same metric and period");
  await expect(company.budgetOf({ parent: "6f1c1c0e-0000-4000-8000-000000000000" })).rejects.toThrow("does not exist");
  await company.sql`update budget set archived_at = ${NOON} where id = ${other.id}`;
  expect(await of(whole.id)).toEqual({ children: 1, amount: "700", over: "0" });
  await expect(company.budgetOf({ parent: other.id })).rejects.toThrow("“Other team” is archived");
});

test("many budgets read at once come to what each comes to alone", async () => {
  await company.spendAll([
    { at: "2026-11-19T09:00:00Z", cost: "1", team: "a", feature: "x" },
    { at: "2026-11-19T10:00:00Z", cost: "2", team: "a", feature: "y" },
    { at: "2026-11-20T09:00:00Z", cost: null, team: "b", feature: "x", input_uncached: 1000, output: 0 },
    { at: "2026-11-20T09:00:00Z", cost: "4", feature: "z" },
  ]);
  const scopes = [
    [{ dimension: "team", values: ["a"] }],
    [{ dimension: "team", values: ["b"] }],
    [{ dimension: "team", values: ["a", "b"] }],
    [{ dimension: "team", values: [null] }],
    [{ dimension: "team", values: ["nobody"] }],
    [
      { dimension: "team", values: ["a", "b"] },
      { dimension: "feature", values: ["x"] },
    ],
    [
      { dimension: "feature", values: ["y"] },
      { dimension: "team", values: ["a"] },
    ],
    [{ dimension: "source", values: ["gateway"] }],
    [],
  ];
  for (const [i, scope] of scopes.entries()) await company.budgetOf({ name: `${i}`, scope });
  const together = await listBudgets(company.sql, { now: NOON });
  for (const one of together) expect((await getBudget(company.sql, { id: one.id, now: NOON })).current).toEqual(one.current);
  const spent = Object.fromEntries(together.map(({ name, current: { spent: sum, state } }) => [name, [sum, state]]));
  expect(spent).toEqual({
    0: ["3", "under"],
    1: [null, "unpriced"],
    2: ["3", "under"],
    3: ["4", "under"],
    4: ["0", "under"],
    5: ["1", "under"],
    6: ["2", "under"],
    7: ["7", "under"],
    8: ["7", "under"],
  });
});

test("the history of a budget: 30 days with the line, the forecast and its band, and the months before", async () => {
  await company.spendAll(daily("2026-09-20", "2026-11-21", () => "100"));
  const { id } = await company.budgetOf({ amount: "2500" });
  await company.evaluate();
  await company.evaluate(minutes(1));
  const { budget, series, periods, events } = await budgetHistory(company.sql, { id, now: NOON });
  expect(series.grain).toBe("day");
  expect(series.points).toHaveLength(30);
  expect(series.points[19]).toMatchObject({ key: "2026-11-20", actual: "2000", forecast: null, partial: false });
  expect(series.points[20]).toMatchObject({ key: "2026-11-21", actual: "2000", partial: true });
  const last = series.points.at(-1);
  expect(last).toMatchObject({ actual: null, expected: "2500" });
  expect(last?.forecast).toEqual({
    value: budget.current.forecast?.value,
    low: budget.current.forecast?.low,
    high: budget.current.forecast?.high,
  });
  expect(periods).toMatchObject([{ from: "2026-10-01", spent: "3100", state: "reached" }]);
  expect(events.map(({ threshold, period }) => [period, threshold]).sort()).toEqual([
    ["2026-10-01", "1"],
    ["2026-11-01", "0.8"],
  ]);
  const hourly = await company.budgetOf({ period: "day", amount: "100" });
  const today = await budgetHistory(company.sql, { id: hourly.id, now: new Date("2026-11-20T10:30:00Z") });
  expect(today.series.grain).toBe("hour");
  expect(today.series.points).toHaveLength(24);
  expect(today.series.points.at(-1)?.expected).toBe("100");
});
