import { describe, expect, test } from "vitest";
import { type AttemptFact, emptyAttempt } from "../facts";
import { contentOf } from "./content-hash";

const fact = (over: Partial<AttemptFact> = {}): AttemptFact => ({
  ...emptyAttempt,
  recordId: "a",
  occurredAt: 1_790_000_000_000_000,
  ...over,
});

describe("the hash of what a source said", () => {
  test("is 16 hex digits that fit a positive bigint", () => {
    for (let n = 0; n < 1_000; n++) expect(contentOf(fact({ output: n }))).toMatch(/^[0-7][0-9a-f]{15}$/);
  });

  test("does not depend on when it was said, nor on fields that say nothing", () => {
    const { labels: _, ...older } = fact();
    expect(contentOf(fact({ asOf: 5 }))).toBe(contentOf(fact()));
    expect(contentOf(older as AttemptFact)).toBe(contentOf(fact()));
  });

  test("tells 0 from nothing, a letter more or less, and the same text in another field", () => {
    const hashes = [
      fact(),
      fact({ output: 0 }),
      fact({ reasoning: 0 }),
      fact({ team: "a" }),
      fact({ team: "a\u0000" }),
      fact({ team: "ab" }),
      fact({ team: "ba" }),
      fact({ feature: "ab" }),
      fact({ tags: ["ab"] }),
      fact({ tags: ["a", "b"] }),
    ].map(contentOf);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test("of 200,000 facts that differ in one number no two are the same", () => {
    const hashes = new Set<string>();
    for (let n = 0; n < 200_000; n++) hashes.add(contentOf(fact({ occurredAt: 1_790_000_000_000_000 + n })));
    expect(hashes.size).toBe(200_000);
  });
});
