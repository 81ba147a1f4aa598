import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { type TestFacts, testFacts } from "../metrics/testing";
import { LEDGER_ROLES } from "../savings";
import type { Asked } from "./read-common";
import { readSavings } from "./read-savings";

const ZONE = "Europe/Berlin";
const OCTOBER: Asked = {
  kind: "monthly",
  scope: [],
  from: "2026-10-01",
  to: "2026-11-01",
  zone: ZONE,
  now: Date.parse("2026-11-03T08:00:00Z"),
};
const SEPTEMBER = { from: "2026-09-01", to: "2026-10-01" };
const SUCCESS = 1;
const FAILURE = 2;
const ROUTER_KIND = 9;
const { sql } = openTestDatabase({ max: 2 });
let facts: TestFacts;
let source: number;

/** Of a month, so many answers by a model that saved as much as this. */
async function routed(count: number, given: { day: string; feature: string; saved: string } & Record<string, unknown>): Promise<void> {
  const { day, saved, ...more } = given;
  for (let n = 0; n < count; n += 1)
    await facts.attempt({
      at: `${day}T09:${String(n % 60).padStart(2, "0")}:00Z`,
      source,
      provider: "openai",
      cost: "1",
      ledger: LEDGER_ROLES.answer,
      estimable: true,
      saved_routing: saved,
      ...more,
    });
}

beforeAll(async () => {
  facts = await testFacts(sql, ZONE);
  source = await facts.source("gateway");
  const chat = { day: "2026-10-12", feature: "support-chat" };
  await routed(6, { ...chat, saved: "10", outcome: SUCCESS });
  await routed(3, { ...chat, saved: "10", outcome: FAILURE, outcome_cost: "4" });
  await routed(1, { ...chat, saved: "10", outcome: FAILURE });
  await routed(1, { ...chat, saved: "0", ledger: LEDGER_ROLES.escalation, saved_routing: null, cost: "2.5" });
  await routed(1, { ...chat, saved: "0", ledger: LEDGER_ROLES.overhead, kind: ROUTER_KIND, saved_routing: null, cost: "0.5" });
  await routed(2, { day: "2026-09-12", feature: "support-chat", saved: "7" });
  // Its baseline answers it: nothing is routed.
  await routed(5, { day: "2026-10-12", feature: "search", saved: "0", saved_routing: null });
  await facts.settle();
}, 60_000);

describe("routing savings of a report", () => {
  test("gross, what it cost, what failures cost and net, beside net of the month before", async () => {
    expect(await readSavings(sql, OCTOBER, SEPTEMBER)).toEqual({
      routedRequests: "10",
      routing: "100",
      escalations: "2.5",
      router: "0.5",
      failures: "12",
      uncosted: "1",
      net: "85",
      netBefore: "14",
    });
  });

  test("without outcomes what failures cost is unknown, not zero", async () => {
    const september = { ...OCTOBER, ...SEPTEMBER };
    expect(await readSavings(sql, september, { from: "2026-08-01", to: "2026-09-01" })).toMatchObject({
      net: "14",
      failures: null,
      netBefore: null,
    });
  });

  test("silent where nothing is routed", async () => {
    const search = [{ dimension: "feature" as const, values: ["search"] }];
    expect(await readSavings(sql, { ...OCTOBER, scope: search }, SEPTEMBER)).toBeNull();
  });
});
