import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import type { AppQuery } from "./app-query";
import { type Planned, queryDocument } from "./document";
import { type Access, explain } from "./explain";
import { queries } from "./list";
import { problemsOf } from "./problems";
import { type Recorder, recorder, type Statement } from "./record";
import { makeScenario } from "./scenario";

const DOCUMENT = fileURLToPath(new URL("../../docs/queries.md", import.meta.url));
const database = openTestDatabase({ max: 1 });
const { sql } = database;
let recording: Recorder;
beforeAll(async () => {
  recording = recorder(database.url, await makeScenario(database.url));
  await sql`set jit = off`;
}, 120_000);
afterAll(async () => {
  await recording?.close();
});

const explained = new Map<string, Promise<Access[]>>();

/** What every question reads first is planned once. */
function explainOnce(statement: Statement): Promise<Access[]> {
  const key = JSON.stringify([statement.text, statement.parameters]);
  const known = explained.get(key) ?? explain(sql, statement);
  explained.set(key, known);
  return known;
}

async function plan(query: AppQuery): Promise<{ planned: Planned; problems: string[] }> {
  const statements = await recording.record(query);
  const planned: Planned["statements"][number][] = [];
  const problems: string[] = [];
  for (const statement of statements) {
    const accesses = await explainOnce(statement);
    planned.push({ text: statement.text, accesses });
    problems.push(...problemsOf(query, statement, accesses));
  }
  return { planned: { query, statements: planned }, problems };
}

describe("every query the app sends", () => {
  test("has a name of its own", () => expect(new Set(queries.map(({ name }) => name)).size).toBe(queries.length));

  test("reads calls within a bound and the smallest rollup, and docs/queries.md says so", async () => {
    const plans: Planned[] = [];
    const wrong: string[] = [];
    for (const query of queries) {
      const { planned, problems } = await plan(query);
      plans.push(planned);
      wrong.push(...problems.map((problem) => `${query.name} ${problem}`));
    }
    expect(wrong).toEqual([]);
    await expect(queryDocument(plans)).toMatchFileSnapshot(DOCUMENT);
  }, 240_000);
});

describe("the test itself", () => {
  const query: AppQuery = { name: "test: wrong", answers: "", ask: async () => {} };
  const problems = async (text: string, parameters: unknown[] = []) => {
    const statement: Statement = { text, parameters };
    return problemsOf(query, statement, await explain(sql, statement));
  };

  test("a scan of all calls is found", async () => {
    expect(await problems("select count(*) from attempt where user_id = 5")).toEqual([
      "reads attempt without a bound on occurred_at or trace",
      expect.stringMatching(/^reads \d+ months of attempt$/),
    ]);
  });
  test("a range of calls of half a year is too many months", async () => {
    const found = await problems("select count(*) from attempt where user_id = 5 and occurred_at >= $1::timestamptz", [
      "2025-12-01T00:00:00Z",
    ]);
    expect(found).toContainEqual(expect.stringMatching(/^reads \d+ months of attempt$/));
  });
  test("all days of a rollup are found, and its first row is no scan", async () => {
    expect(await problems("select sum(cost) from rollup_day_core r")).toEqual(["reads rollup_day_core without a bound on day"]);
    expect(await problems("select day from rollup_day_core r order by day limit 1")).toEqual([]);
  });
  test("a rollup with more dimensions than are asked for is found, also in one part of a union", async () => {
    const within = "where r.day >= '2026-10-01' and r.day < '2026-10-05'";
    expect(await problems(`select r.provider, r.model, sum(r.cost) from rollup_day_ledger r ${within} group by 1, 2`)).toEqual([
      "reads rollup_day_ledger where rollup_day_model is enough",
    ]);
    const union = `select sum(cost) from (select r.cost from rollup_day_core r ${within} union all select r.cost from rollup_day_user r ${within}) c`;
    expect(await problems(union)).toEqual(["reads rollup_day_user where rollup_day_core is enough"]);
  });
});
