import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect, type Sql } from "../../db/client";
import { type TestDatabase, testDatabase } from "../../db/testing";
import { verify } from "../rollups";
import { undoRun } from ".";
import { call, ingestText, lines, NOW, stateOf, truncateFacts } from "./testing";

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database.url, { max: 4 });
});
afterAll(async () => {
  await sql.end({ timeout: 5 });
  await database.close();
});
beforeEach(() => truncateFacts(sql));

let told = 0;
/** Tells outcomes, each time a second later. */
const tell = (...outcomes: Record<string, unknown>[]) => {
  told += 1;
  return ingestText(sql, lines(outcomes), {
    now: new Date(NOW.getTime() + told * 1000),
    kind: "outcomes",
    source: "outcomes",
    origin: "push",
  });
};
const judged = () => sql`
  select record_id as id, outcome, trim_scale(outcome_cost)::text as cost, trim_scale(outcome_value)::text as value from attempt where outcome is not null order by 1`;
const sums = async () => {
  const [row] = await sql`
    select sum(outcomes)::integer as outcomes, sum(outcome_successes)::integer as successes, sum(outcome_failures)::integer as failures from rollup_day_core`;
  return row;
};
const clean = async () => expect(await verify(sql, "UTC")).toEqual([]);

describe("an outcome of a request", () => {
  test("stands on its attempt, before and after the call arrives, and counts once", async () => {
    await tell({ request_id: "a", outcome: "success", value: "1.25" });
    expect(await judged()).toEqual([]);
    await ingestText(sql, lines([call("a"), call("b")]));
    expect(await judged()).toEqual([{ id: "a", outcome: 1, cost: null, value: "1.25" }]);
    await tell({ request_id: "b", outcome: "failure", failure_cost: 3 });
    expect(await sums()).toEqual({ outcomes: 2, successes: 1, failures: 1 });
    expect(await tell({ request_id: "b", outcome: "failure", failure_cost: "3.00" })).toMatchObject({
      accepted: 0,
      duplicate: 1,
      revised: 0,
    });
    expect(await sums()).toEqual({ outcomes: 2, successes: 1, failures: 1 });
    await clean();
  });

  test("that is corrected and corrected back leaves every figure as it was", async () => {
    await ingestText(sql, lines([call("a"), call("b")]));
    await tell({ request_id: "a", outcome: "success" });
    const before = await stateOf(sql);
    expect(await tell({ request_id: "a", outcome: "failure", failure_cost: "250000" })).toMatchObject({ accepted: 0, revised: 1 });
    expect(await judged()).toEqual([{ id: "a", outcome: 2, cost: "250000", value: null }]);
    expect(await tell({ request_id: "a", outcome: "success" })).toMatchObject({ accepted: 0, revised: 1 });
    expect(await stateOf(sql)).toEqual(before);
    await clean();
  });

  test("that is undone gives way to what was told before", async () => {
    await ingestText(sql, lines([call("a")]));
    const without = await stateOf(sql);
    const first = await ingestText(sql, lines([{ request_id: "a", outcome: "success" }]), { source: "outcomes" });
    const before = await stateOf(sql);
    const second = await ingestText(sql, lines([{ request_id: "a", outcome: "failure" }]), {
      source: "outcomes",
      now: new Date(NOW.getTime() + 5),
    });
    expect(await judged()).toMatchObject([{ outcome: 2 }]);
    await undoRun(sql, second.id, "test");
    expect(await stateOf(sql)).toEqual(before);
    await undoRun(sql, first.id, "test");
    expect(await stateOf(sql)).toEqual(without);
    await clean();
  });
});
