import { describe, expect, test } from "vitest";
import { type AttemptFact, emptyAttempt } from "../facts";
import { storable } from "./storable";

const attempt = (over: Partial<AttemptFact>): AttemptFact => ({
  ...emptyAttempt,
  recordId: "r1",
  occurredAt: 1_790_000_000_000_000,
  ...over,
});
const stored = (over: Partial<AttemptFact>): AttemptFact => {
  const result = storable(attempt(over));
  if ("problem" in result || result.fact.fact !== "attempt") throw new Error("refused");
  return result.fact;
};

describe("what PostgreSQL can hold", () => {
  test("an ordinary fact comes back as the same object", () => {
    const fact = attempt({ customer: "Zoë 漢字 😀", tags: ["a"], labels: { team: "x" } });
    const result = storable(fact);
    expect("fact" in result && result.fact).toBe(fact);
  });

  test("NUL and halves of surrogate pairs go, whole pairs stay", () => {
    const fact = stored({ customer: "a\u0000b", model: "\ud800bad", feature: "😀", tags: ["\u0000t"], labels: { team: "n\u0000" } });
    expect(stored({ user: "\u0000" }).user).toBeNull();
    expect(storable(attempt({ recordId: "\u0000" }))).toMatchObject({ problem: "missing_id" });
    expect(fact).toMatchObject({ customer: "ab", model: "\ufffdbad", feature: "😀", tags: ["t"], labels: { team: "n" } });
  });

  test("names of 9,000 characters are cut to fit an index, and two of them stay two", () => {
    const one = stored({ model: `${"x".repeat(9_000)}1` }).model ?? "";
    const two = stored({ model: `${"x".repeat(9_000)}2` }).model ?? "";
    expect(Buffer.byteLength(one)).toBeLessThan(2_700);
    expect(one).not.toBe(two);
    expect(stored({ recordId: "x".repeat(9_000) }).recordId).toHaveLength(9_000);
  });

  test("an amount of a trillion dollars is refused, with the value named", () => {
    expect(storable(attempt({ reportedCost: "1000000000000" }))).toEqual({
      problem: "invalid_amount",
      detail: "cost: 1000000000000 is beyond any amount of a call.",
    });
    expect(storable(attempt({ units: { image: "1".padEnd(40, "0") } }))).toMatchObject({ problem: "invalid_field" });
  });

  test("100,000 hidden retries and an endless duration are unknown; the call still counts", () => {
    expect(stored({ hiddenAttempts: 100_000, durationMs: 1e40, ttftMs: 5 })).toMatchObject({
      hiddenAttempts: null,
      durationMs: null,
      ttftMs: 5,
    });
  });
});
