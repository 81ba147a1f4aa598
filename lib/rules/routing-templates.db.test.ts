import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { testFacts } from "../metrics/testing";
import { LEDGER_ROLES } from "../savings";
import { addDays } from "../time";
import { backtest, listRuleTemplates } from "./index";

const now = new Date("2026-11-21T11:30:00Z");
const TODAY = "2026-11-21";
const REQUESTS = 120;
const ESCALATED = 12;
const { sql } = openTestDatabase({ max: 4 });

/** So many rows like the first of a day. */
const again = (id: string, count: number) => sql`
  insert into attempt
  select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'record_id', pack_id(id_text(a.record_id) || '-' || n)))).*
  from attempt a, generate_series(1, ${count}::integer) n
  where a.id = ${id}`;

beforeAll(async () => {
  const facts = await testFacts(sql, "Europe/Berlin");
  const source = await facts.source("gateway");
  // 120 routed requests a day save $1 each and 12 escalate for $1; three days ago for $20 each, five days ago 90 of them did.
  for (let ago = 60; ago > 0; ago -= 1) {
    const base = { at: `${addDays(TODAY, -ago)}T09:00:00Z`, source, provider: "openai", feature: "triage", estimable: true };
    const escalated = ago === 5 ? 90 : ESCALATED;
    const answer = { ...base, cost: "0.1", saved_routing: "1" };
    await again(await facts.attempt({ ...answer, ledger: LEDGER_ROLES.answer }), REQUESTS - escalated - 1);
    await again(await facts.attempt({ ...answer, ledger: LEDGER_ROLES.answer_escalated }), escalated - 1);
    const waste = { ...base, cost: ago === 3 ? "20" : "1", ledger: LEDGER_ROLES.escalation, final: false };
    await again(await facts.attempt(waste), escalated - 1);
  }
  await facts.settle();
}, 60_000);

const firingsOf = async (template: string) => {
  const found = (await listRuleTemplates(sql, { now })).find(({ id }) => id === template);
  expect(found).toBeDefined();
  return found ? (await backtest(sql, found.rule, { now })).firings : [];
};

test("routing that loses money on one day of sixty is told once, with what it lost", async () => {
  expect(await firingsOf("routing_loses")).toMatchObject([{ subject: "triage", from: "2026-11-18T23:00:00.000Z", value: "-120" }]);
});

test("a day on which 75 % escalate instead of 10 % is told once", async () => {
  const firings = await firingsOf("escalations_up");
  expect(firings).toHaveLength(1);
  expect(firings[0]).toMatchObject({ subject: "triage" });
  expect(firings[0]?.from.slice(0, 10)).toBe("2026-11-16");
});

test("where nothing is routed, no rule of routing is offered", async () => {
  const before = new Date("2026-01-10T11:30:00Z");
  const ids = (await listRuleTemplates(sql, { now: before })).map(({ id }) => id);
  expect(ids).not.toContain("routing_loses");
  expect(ids).not.toContain("escalations_up");
  expect(ids).toContain("cost_spike");
});
