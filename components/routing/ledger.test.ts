import { expect, test } from "vitest";
import { add } from "../../lib/money";
import { ledgerIn, movedSteps, netIn } from "./ledger";
import { INSURER } from "./testing";

test("the SaaS company: from $87,000 by context, routing, prompt cache and tier to $24,000", () => {
  const ledger = ledgerIn({
    ...INSURER,
    baseline: "87000",
    contextSaved: "20000",
    routing: "32160",
    promptCacheSaved: "9256",
    tierSaved: "1584",
  });
  expect(ledger?.cost).toBe("24000");
  expect(ledger && movedSteps(ledger)).toEqual({
    moved: ["context", "routing", "prompt_cache", "tier"],
    still: ["cache", "escalation", "retry", "error", "overhead"],
  });
});
test("the escalation trap: baseline $1,000, routing −$486, escalations +$36, cost $550", () => {
  expect(ledgerIn({ ...INSURER, baseline: "1000", routing: "486", escalation: "36" })).toMatchObject({
    steps: { routing: "-486", escalation: "36" },
    cost: "550",
  });
});
test("what failures cost is what the other steps leave of the net: −$250,000", () => {
  const net = netIn({ ...INSURER, escalation: "10", router: "5", net: "-246015" });
  expect(net).toEqual({ gross: "4000", escalation: "-10", router: "-5", failure: "-250000", net: "-246015" });
  expect(net && add(net.gross, net.escalation, net.router, net.failure)).toBe(net?.net);
});
test("nothing that can be judged is no ledger", () => {
  expect([ledgerIn({ ...INSURER, baseline: null }), netIn({ ...INSURER, routing: null })]).toEqual([null, null]);
});
