import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { findCalls, type List, type Position } from "./find-calls";
import { testFacts } from "./testing";

const FROM = Date.parse("2026-10-01T00:00:00Z");
const TO = Date.parse("2026-11-01T00:00:00Z");
const CALLS = 400;
const { sql } = openTestDatabase();
let ids: Record<string, number>;

beforeAll(async () => {
  const facts = await testFacts(sql, "UTC");
  const source = await facts.source("gateway");
  // Calls come in bursts of 7 at one instant, an hour or a quarter of a day apart; every 90th is of the rare user, none of them failed.
  for (let i = 0; i < CALLS; i += 1) {
    const burst = Math.floor(i / 7);
    const at = new Date(FROM + burst * 3_600_000 + (burst % 10 === 0 ? 0 : 6 * 3_600_000)).toISOString();
    await facts.attempt({
      at,
      source,
      user_id: i % 90 === 0 ? "rare" : "frequent",
      api_key: i % 2 ? "odd" : "even",
      status: i % 50 === 1 ? 1 : 0,
    });
  }
  const rows = await sql<{ value: string; id: number }[]>`select value, id from dimension_value`;
  ids = Object.fromEntries(rows.map((row) => [row.value, row.id]));
});

/** All pages of a list, as ids. */
async function pages(list: Omit<List, "after">, size: number): Promise<string[]> {
  const found: string[] = [];
  let after: Position | null = null;
  for (;;) {
    const rows = await sql.begin((tx) => findCalls(tx, { ...list, after }, size));
    found.push(...rows.map((row) => row.id));
    const last = rows.at(-1);
    if (!last || rows.length < size) return found;
    after = [last.at, last.id, FROM, TO];
  }
}

describe("windows that grow, against one look at everything", () => {
  const user = (name: string) => ({ column: "user_id" as const, ids: [ids[name] ?? -1] });
  const key = (name: string) => ({ column: "api_key" as const, ids: [ids[name] ?? -1] });
  test.each([
    ["a frequent user", () => ({ filters: [user("frequent")], only: null })],
    ["a rare user", () => ({ filters: [user("rare")], only: null })],
    ["two values that never meet", () => ({ filters: [user("rare"), key("odd")], only: "a.status = 1" })],
    ["failed calls", () => ({ filters: [], only: "a.status = 1" })],
    ["nobody", () => ({ filters: [user("nobody")], only: null })],
  ])("%s: the same calls in the same order, with windows of 1, 10 and 150 calls", async (_, narrow) => {
    const { filters, only } = narrow();
    const scope = { range: { from: FROM, to: TO }, zone: "UTC", filters };
    const whole = await pages({ scope, only, nearCalls: 1_000_000 }, 1000);
    const [{ n } = { n: 0 }] = await sql<{ n: number }[]>`
      select count(*)::integer as n from attempt a
      where ${filters.map(({ column, ids }) => sql`${sql(column)} = any(${ids})`).reduce((a, b) => sql`${a} and ${b}`, sql`true`)}
        and ${only ? sql`status = 1` : sql`true`}`;
    expect(whole).toHaveLength(n);
    for (const nearCalls of [1, 10, 150]) expect(await pages({ scope, only, nearCalls }, 9)).toEqual(whole);
  });
});
