import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backtestSentence } from "./backtest-sentence";
import { thin } from "./thin";

const about = { days: 90, zone: "Europe/Berlin", subjects: 1, known: true };
/** Ends of buckets, in Berlin's summer and winter. */
const ends = (...texts: string[]) => texts.map((text) => Date.parse(`${text}:00Z`));

describe("the sentence of a back-test", () => {
  test.each([
    [ends(), {}, "This rule would not have fired in the last 90 days."],
    [ends("2026-10-04T10:00"), {}, "This rule would have fired once in the last 90 days: on 4 October."],
    [
      ends("2026-10-04T10:00", "2026-10-11T10:00", "2026-10-18T10:00"),
      {},
      "This rule would have fired 3 times in the last 90 days: on 4, 11 and 18 October.",
    ],
    [
      ends("2026-10-31T10:00", "2026-11-02T10:00"),
      {},
      "This rule would have fired twice in the last 90 days: on 31 October and 2 November.",
    ],
    [
      ends("2026-10-04T10:00", "2026-10-04T12:00"),
      { subjects: 2 },
      "This rule would have fired twice in the last 90 days, for 2 different values: on 4 October.",
    ],
    [ends("2026-10-03T22:00"), {}, "This rule would have fired once in the last 90 days: on 4 October."],
    [ends(), { known: false, days: 7 }, "Nothing is known of this in the last 7 days, so there is nothing to try the rule on."],
  ])("%j %j", (firings, more, sentence) => {
    expect(backtestSentence(firings, { ...about, ...more })).toBe(sentence);
  });
  test("more than 12 days are counted", () => {
    const many = Array.from({ length: 20 }, (_, i) => Date.parse("2026-10-01T10:00:00Z") + i * 86_400_000);
    expect(backtestSentence(many, about)).toBe("This rule would have fired 20 times in the last 90 days: on 20 different days.");
  });
});

describe("thinning", () => {
  const points = fc.array(
    fc.record({ value: fc.option(fc.integer({ min: 0, max: 999 }).map(String)), firing: fc.boolean() }).map((point) => ({ ...point })),
    { maxLength: 300 },
  );
  test("keeps order, the extremes and no more than asked", () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 10, max: 100 }), (all, most) => {
        const thinned = thin(all, most);
        expect(thinned.length).toBeLessThanOrEqual(most);
        expect(thinned.map((point) => all.indexOf(point))).toEqual(thinned.map((point) => all.indexOf(point)).sort((a, b) => a - b));
        const known = (list: typeof all) => list.flatMap(({ value }) => (value == null ? [] : [Number(value)]));
        if (known(all).length === 0) return;
        expect(Math.max(...known(thinned))).toBe(Math.max(...known(all)));
        expect(Math.min(...known(thinned))).toBe(Math.min(...known(all)));
      }),
    );
  });
});
