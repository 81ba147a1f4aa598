import { describe, expect, test } from "vitest";
import { type HeldOutcome, type JudgedRow, judge, REQUEST, SESSION, TRACE, unitKey } from "./judge";

const row = (id: string, over: Partial<JudgedRow> = {}): JudgedRow => ({
  id,
  occurredAt: "2026-10-10 08:00:00+00",
  at: Number(id.slice(1)) * 1_000_000,
  call: null,
  attemptNo: 1,
  final: true,
  isCall: true,
  routed: false,
  feature: "chat",
  recordId: id,
  response: id,
  callId: null,
  trace: null,
  tracerTraces: null,
  session: null,
  outcome: null,
  cost: null,
  value: null,
  ...over,
});
const told = (scope: number, subject: string, result: number, over: Partial<HeldOutcome> = {}): HeldOutcome => ({
  id: `${scope} ${subject} ${over.name ?? ""}`,
  scope,
  subject,
  name: "",
  result,
  value: null,
  failureCost: null,
  waits: true,
  ...over,
});
function verdicts(rows: readonly JudgedRow[], outcomes: readonly HeldOutcome[]): Record<string, [number | null, string | null]> {
  const held = new Map<string, HeldOutcome[]>();
  for (const outcome of outcomes) {
    const key = unitKey(outcome.scope, outcome.subject);
    held.set(key, [...(held.get(key) ?? []), outcome]);
  }
  const all = judge(rows, held, (feature, at) => (feature === "chat" && at >= 5_000_000 ? "40" : null));
  return Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, { outcome, cost }]) => [id, [outcome, cost]]));
}

describe("judge", () => {
  test("puts a trace's outcome on the last attempt of its first routed request, and 0 on the others", () => {
    const rows = [
      row("r1", { trace: "t" }),
      row("r2", { trace: "t", call: "c", final: false }),
      row("r3", { trace: "t", call: "c", attemptNo: 2, routed: true }),
      row("r4", { trace: "t", routed: true }),
    ];
    expect(verdicts(rows, [told(TRACE, "t", 1)])).toEqual({ r1: [0, null], r2: [0, null], r3: [1, null], r4: [0, null] });
  });
  test("lets a session's outcome win over its traces', and a trace's judge the requests outside of the session", () => {
    const rows = [row("r1", { trace: "t", session: "s" }), row("r2", { trace: "t" })];
    const outcomes = [told(TRACE, "t", 2, { failureCost: "5" }), told(SESSION, "s", 1), told(REQUEST, "r2", 1)];
    expect(verdicts(rows, outcomes)).toEqual({ r1: [1, null], r2: [2, "5"] });
  });
  test("takes the worst of several names, and adds up what the failures cost", () => {
    const outcomes = [
      told(REQUEST, "r1", 1, { name: "a", failureCost: "100" }),
      told(REQUEST, "r1", 2, { name: "b", failureCost: "0.1" }),
      told(REQUEST, "r1", 2, { name: "c", failureCost: "0.2" }),
      told(REQUEST, "r1", 3, { name: "d" }),
    ];
    expect(verdicts([row("r1")], outcomes)).toEqual({ r1: [2, "0.3"] });
  });
  test("takes the cost that is set for the feature at the time where none is told", () => {
    expect(verdicts([row("r1"), row("r5")], [told(REQUEST, "r1", 2), told(REQUEST, "r5", 2)])).toEqual({ r1: [2, null], r5: [2, "40"] });
  });
  test("counts two names of one attempt, and two requests of one id, once", () => {
    expect(
      verdicts([row("r1", { response: "chatcmpl" })], [told(REQUEST, "r1", 1), told(REQUEST, "chatcmpl", 2, { failureCost: "7" })]),
    ).toEqual({ r1: [2, "7"] });
    expect(verdicts([row("r1", { recordId: "x" }), row("r2", { recordId: "x" })], [told(REQUEST, "x", 1)])).toEqual({
      r1: [1, null],
      r2: [0, null],
    });
  });
  test("judges no guard, router, blocked or uncounted row", () => {
    expect(verdicts([row("r1", { trace: "t", isCall: false }), row("r2", { trace: "t" })], [told(TRACE, "t", 1)])).toEqual({
      r2: [1, null],
    });
    expect(verdicts([row("r1", { isCall: false })], [told(REQUEST, "r1", 1)])).toEqual({});
  });
});
