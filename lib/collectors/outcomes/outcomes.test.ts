import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { outcomeFact, type RecordOutcome } from "../../facts";
import { outcomes } from ".";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const reading = outcomes.open({ settings: {}, now: NOW });
const take = (unit: unknown): RecordOutcome[] => reading.take(unit, "");
const fact = (unit: unknown) => {
  const [outcome] = take(unit);
  if (!outcome || !("fact" in outcome)) throw new Error(JSON.stringify(outcome));
  return outcomeFact.parse(outcome.fact);
};
const refusal = (unit: unknown) => {
  const [outcome] = take(unit);
  return outcome && "rejected" in outcome ? [outcome.rejected, outcome.detail] : [];
};

describe("an outcome", () => {
  test("is read under the usual names of its fields, however they are written", () => {
    const expected = { scope: "request", subject: "r1", result: "success", value: "2", failureCost: "0.5", at: Date.UTC(2026, 9, 10, 9) };
    for (const unit of [
      { request_id: "r1", outcome: "success", value: "2", failure_cost: "0.5", at: "2026-10-10T09:00:00Z" },
      { "Request ID": "r1", Outcome: "Successful", Value: " 2.0 ", "Failure cost": ".5", Timestamp: "2026-10-10 09:00" },
      { type: "call", id: "r1", success: true, value_usd: 2, cost: 0.5, time: Date.UTC(2026, 9, 10, 9) / 1000 },
      { scope: "request", requestId: "r1", status: "ok", value: "2e0", costOfFailure: "5e-1", occurredAt: "2026-10-10T11:00:00+02:00" },
    ])
      expect(fact(unit)).toMatchObject(expected);
  });
  test("knows success, failure and escalated by their usual words", () => {
    const resultOf = (outcome: unknown) => fact({ id: "r", outcome }).result;
    for (const word of ["success", "SUCCEEDED", "passed", "resolved", "Yes", 1, "1", true]) expect(resultOf(word)).toBe("success");
    for (const word of ["failure", "Failed", "no", 0, "0", false, "incorrect"]) expect(resultOf(word)).toBe("failure");
    for (const word of ["escalated", "handed off", "Hand-off", "escalation"]) expect(resultOf(word)).toBe("escalated");
    expect(refusal({ id: "r", outcome: "maybe" })).toEqual(["invalid_field", 'outcome: "maybe" is none of success, failure, escalated']);
    expect(refusal({ id: "r" })).toMatchObject(["invalid_field", expect.stringContaining("neither success")]);
  });
  test("is about the scope it says, else the narrowest that it names", () => {
    const row = { request_id: "r", trace_id: "t", session_id: "s", outcome: 1 };
    expect(fact(row)).toMatchObject({ scope: "request", subject: "r" });
    expect(fact({ ...row, scope: "Session" })).toMatchObject({ scope: "session", subject: "s" });
    expect(fact({ ...row, request_id: "" })).toMatchObject({ scope: "trace", subject: "t" });
    expect(fact({ id: "x", outcome: 1 })).toMatchObject({ scope: "request", subject: "x" });
    expect(refusal({ scope: "week", id: "x", outcome: 1 })).toMatchObject(["invalid_field", expect.stringContaining("week")]);
    expect(refusal({ scope: "trace", request_id: "r", outcome: 1 })).toEqual(["missing_id", "It names no trace: give id, or trace_id"]);
  });
  test("is another for every scope, subject and name, also with bars in them", () => {
    const ids = [
      { id: "a", outcome: 1 },
      { id: "a", name: "b", outcome: 1 },
      { id: "a|b", outcome: 1 },
      { id: "a\\|b", outcome: 1 },
      { scope: "trace", id: "a", outcome: 1 },
    ].map((unit) => fact(unit).recordId);
    expect(new Set(ids).size).toBe(5);
  });
  test("keeps amounts to the last digit, and refuses what can be read in two ways", () => {
    expect(fact({ id: "r", outcome: 0, failure_cost: "0.100000000001", value: "-12.50" })).toMatchObject({
      failureCost: "0.100000000001",
      value: "-12.5",
    });
    const reasonOf = (failure_cost: unknown) => refusal({ id: "r", outcome: 0, failure_cost })[0];
    for (const amount of ["$12", "12 €", "USD 12", "£1"]) expect(reasonOf(amount)).toBe("unsupported_currency");
    for (const amount of ["1,250.00", "12,50", "-1", "0.1234567890123", "1.2.3", "--", "1000000000"])
      expect(reasonOf(amount)).toBe("invalid_amount");
  });
  test("of no believable time is refused", () => {
    for (const at of ["yesterday", "1999-01-01", "2027-01-01", "13/14/2026"])
      expect(refusal({ id: "r", outcome: 1, at })[0]).toBe("invalid_time");
  });
  test("that is refused is kept without the fields that nobody reads, and can be read again when mended", () => {
    const [outcome] = take({ request_id: "r", outcome: "success", value: "$5", question: "secret", answer: "secret" });
    expect(outcome).toMatchObject({ record: { request_id: "r", outcome: "success", value: "$5" } });
    expect(JSON.stringify(outcome)).not.toContain("secret");
  });
});

describe("outcomes", () => {
  test("come alone, in an array and under their name", () => {
    const one = { id: "a", outcome: true };
    for (const unit of [one, [one], { outcomes: [one] }]) expect(take(unit)).toHaveLength(1);
    expect(take([one, "x", null])).toMatchObject([{ fact: {} }, { rejected: "unknown_format" }, { rejected: "unknown_format" }]);
  });
  test("are told from logs of calls, which have ids and a status too", () => {
    expect(outcomes.detect({ id: "a", outcome: "success" }, "")).toBe(true);
    expect(outcomes.detect({ session_id: "a", status: "failed" }, "csv")).toBe(true);
    expect(outcomes.detect({ id: "a", status: "success" }, "")).toBe(false);
    expect(outcomes.detect({ id: "a", trace_id: "t", status: "success", model: "gpt-4o", call_type: "acompletion" }, "")).toBe(false);
    for (const source of ["litellm", "openai", "otel"]) {
      const folder = new URL(`../fixtures/${source}/`, import.meta.url);
      for (const file of readdirSync(folder)) {
        const text = readFileSync(new URL(file, folder), "utf8");
        const units = file.endsWith(".jsonl")
          ? text
              .trim()
              .split("\n")
              .map((line) => JSON.parse(line) as unknown)
          : [JSON.parse(text) as unknown];
        for (const unit of units) expect(outcomes.detect(unit, ""), file).toBe(false);
      }
    }
  });
});
