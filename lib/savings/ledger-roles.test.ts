import { describe, expect, test } from "vitest";
import { LEDGER_REASONS, LEDGER_ROLES, ledgerRoles } from ".";

describe("roles in a request", () => {
  const row = (over: Partial<Parameters<typeof ledgerRoles>[0][number]> = {}) => ({
    overhead: false,
    succeeded: true,
    model: 1,
    reason: null,
    ...over,
  });
  const roles = (...rows: ReturnType<typeof row>[]) => ledgerRoles(rows).map(({ ledger, estimable }) => [ledger, estimable]);
  const { answer, answer_escalated, escalation, retry, error, overhead } = LEDGER_ROLES;

  test("one success is the answer", () => expect(roles(row())).toEqual([[answer, true]]));
  test("a failure on the same model before it is a retry", () =>
    expect(roles(row({ succeeded: false }), row())).toEqual([
      [retry, true],
      [answer, true],
    ]));
  test("an attempt on another model before it is an escalation", () =>
    expect(roles(row({ model: 2 }), row())).toEqual([
      [escalation, true],
      [answer_escalated, true],
    ]));
  test("the last success answers, whatever fails behind it", () =>
    expect(roles(row({ model: 2 }), row({ succeeded: false, model: 2 }))).toEqual([
      [answer, true],
      [retry, true],
    ]));
  test("nothing answered: all of it is waste of errors", () =>
    expect(roles(row({ succeeded: false }), row({ succeeded: false, model: 2 }))).toEqual([
      [error, true],
      [error, true],
    ]));
  test("a router call is overhead, and never an answer", () =>
    expect(roles(row({ overhead: true, model: 9 }), row())).toEqual([
      [overhead, true],
      [answer, true],
    ]));
  test("a router's call without a price leaves the request out, a priced one of such a request is known by itself", () => {
    const unpriced = { reason: LEDGER_REASONS.no_price };
    expect(roles(row({ overhead: true, ...unpriced }), row())).toEqual([
      [overhead, false],
      [answer, false],
    ]);
    expect(roles(row({ overhead: true }), row(unpriced))).toEqual([
      [overhead, true],
      [answer, false],
    ]);
  });
  test("one attempt without a price leaves the whole request out", () =>
    expect(roles(row({ succeeded: false, reason: LEDGER_REASONS.no_price }), row())).toEqual([
      [retry, false],
      [answer, false],
    ]));
  test("what the losing attempt lacks beside a price does not matter", () =>
    expect(roles(row({ model: 2, reason: LEDGER_REASONS.no_baseline }), row())).toEqual([
      [escalation, true],
      [answer_escalated, true],
    ]));
  test("without a baseline for the answer the whole request is left out", () =>
    expect(roles(row({ model: 2 }), row({ reason: LEDGER_REASONS.no_baseline }))).toEqual([
      [escalation, false],
      [answer_escalated, false],
    ]));
});
