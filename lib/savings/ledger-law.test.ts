import fc from "fast-check";
import { expect, test } from "vitest";
import type { AttemptFact } from "../facts";
import { addPico, type Pico } from "../pricing";
import { aloneInLedger, LEDGER_ROLES, ledgerOf, ledgerRoles } from ".";
import { AT, answerOf, BOOK, baseline, declared, fact, settings } from "./testing-ledger";

const tokens = fc.option(fc.integer({ min: 0, max: 3_000 }), { nil: null });
const anyFact = fc
  .record({
    model: fc.constantFrom("big", "big", "big", "small", "small", "small", "long", "plain", "fee", "batch-only", "unheard-of"),
    requestedModel: fc.constantFrom("big", "big", "small", "long", "plain", "fee", "smart-router", null),
    status: fc.constantFrom("success" as const, "success" as const, "failure" as const),
    kind: fc.constantFrom("chat" as const, "chat" as const, "embedding" as const, "router" as const),
    tier: fc.constantFrom(null, null, "standard" as const, "batch" as const, "priority" as const),
    gatewayCache: fc.constantFrom("none" as const, "none" as const, "exact" as const),
    feature: fc.constantFrom("chat", "search", null),
    inputUncached: tokens,
    cacheRead: tokens,
    cacheWrite5m: tokens,
    cacheWrite1h: tokens,
    output: tokens,
    units: fc.constantFrom(null, { web_search: "2" }),
  })
  .map((over) => fact(over));
const anySettings = fc
  .record({ base: fc.constantFrom(null, "big", "small", "long"), context: fc.option(fc.integer({ min: 1, max: 9_000 }), { nil: null }) })
  .map(({ base, context }) => settings(...(base ? [baseline(base)] : []), ...(context ? [declared(context, "*")] : [])));

/** What the request would have cost: the baseline's price of its tokens, worked out by itself, and the answer's other charges. */
function baselineCost(one: AttemptFact, baselines: ReturnType<typeof settings>): Pico {
  const model = baselines.modelOf(one.feature, one.requestedModel, AT);
  const price = model && BOOK.resolve({ provider: "acme", model: model.model, tier: "standard", geo: null, at: AT });
  if (!price) throw new Error("no baseline");
  const sent = (one.inputUncached ?? 0) + (one.cacheRead ?? 0) + (one.cacheWrite5m ?? 0) + (one.cacheWrite1h ?? 0);
  const input = (one.kind === "chat" ? baselines.contextTokensOf(one.feature, AT) : null) ?? sent;
  const pico = (unit: string, n: number): bigint => {
    const at = price.lines
      .filter((l) => l.unit === unit && (l.threshold === 0 || input > l.threshold))
      .sort((a, b) => b.threshold - a.threshold)[0];
    return n === 0 ? 0n : BigInt(Math.round(Number(at?.usdPerMillion) * 1_000_000)) * BigInt(n);
  };
  const other = answerOf(one).lines?.other ?? 0;
  return addPico(pico("input_uncached", input) + pico("output", one.output ?? 0), other);
}

const sum = (amounts: readonly (Pico | null)[]): Pico => amounts.reduce<Pico>((total, one) => addPico(total, one ?? 0), 0);

test("over random requests what it would have cost is what it cost and every step, to the last digit", () => {
  let estimable = 0;
  fc.assert(
    fc.property(fc.array(anyFact, { minLength: 1, maxLength: 3 }), anySettings, (facts, baselines) => {
      const rows = facts.map((one) => {
        const answer = answerOf(one);
        return { one, cost: answer.cost, entry: ledgerOf({ book: BOOK, baselines }, one, answer) };
      });
      const roles =
        rows.length === 1
          ? rows.map(({ one, entry }) => aloneInLedger(one, entry))
          : ledgerRoles(
              rows.map(({ one, entry }) => ({
                overhead: one.kind === "router",
                succeeded: one.status === "success",
                model: ["big", "small", "long", "plain", "fee", "batch-only"].indexOf(one.model ?? "") + 1,
                reason: entry.reason,
              })),
            );
      const calls = roles.filter(({ ledger: role }) => role !== LEDGER_ROLES.overhead);
      expect(new Set(calls.map((role) => role.estimable)).size).toBeLessThan(2);
      if (roles.some((role) => !role.estimable)) return;
      const at = roles.findIndex(({ ledger: role }) => role === LEDGER_ROLES.answer || role === LEDGER_ROLES.answer_escalated);
      const answering = rows[at];
      const others = sum(rows.flatMap(({ cost }, i) => (i === at ? [] : [cost])));
      const actual = sum(rows.map(({ cost }) => cost));
      const wouldBe = answering ? baselineCost(answering.one, baselines) : 0;
      const steps = answering
        ? sum([answering.entry.cache, answering.entry.context, answering.entry.routing, answering.entry.promptCache, answering.entry.tier])
        : 0;
      if (answering) estimable += 1;
      expect(addPico(addPico(actual, -others), steps)).toBe(wouldBe);
    }),
    { numRuns: 2_000, seed: 7 },
  );
  expect(estimable).toBeGreaterThan(300);
});
