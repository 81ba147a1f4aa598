import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, multiply } from "../money";
import { applyThresholds, type Crossing } from "./thresholds";

interface Step {
  spent: string | null;
  amount?: string;
  thresholds?: string[];
}

/** Folds readings as the database does; gives what told, in order, as "step:threshold". */
function fold(steps: readonly Step[]): { told: string[]; record: Crossing[] } {
  let record: Crossing[] = [];
  const told: string[] = [];
  for (const [i, { spent, amount = "5000", thresholds = ["0.8", "1"] }] of steps.entries()) {
    const change = applyThresholds(record, { amount, thresholds }, spent);
    record = record
      .filter(({ threshold }) => !change.rearmed.includes(threshold))
      .map((crossing) => ({
        ...crossing,
        line: change.moved.find(({ threshold }) => threshold === crossing.threshold)?.line ?? crossing.line,
        below: change.below.includes(crossing.threshold) || (crossing.below && !change.back.includes(crossing.threshold)),
      }))
      .concat(change.crossed.map(({ threshold, line }) => ({ threshold, line, below: false })));
    for (const { threshold, superseded } of change.crossed) if (!superseded) told.push(`${i}:${threshold}`);
  }
  return { told, record };
}
const spending = (...amounts: (string | null)[]) => amounts.map((spent) => ({ spent }));

describe("thresholds of $5,000 at 80 % and 100 %", () => {
  test.each<[string, Step[], string[]]>([
    ["spend below 80 % tells nothing", spending("0", "3999.99"), []],
    ["spend equal to the threshold alerts once", spending("4000", "4000", "4000"), ["0:0.8"]],
    ["80 % and later 100 % tell once each", spending("4200", "4900", "5000", "6000"), ["0:0.8", "2:1"]],
    ["a big import across both tells the higher one only", spending("100", "7000", "7000"), ["1:1"]],
    ["dips below after a restatement and crosses again: no second mail", spending("4100", "3900", "4100"), ["0:0.8"]],
    ["dips from over 100 % to under 80 % and back: no second mail", spending("5200", "3000", "4500", "5200"), ["0:1"]],
    ["unknown spend tells nothing and forgets nothing", spending(null, "4100", null, "4100"), ["1:0.8"]],
    [
      "raising the amount to $10,000 at $4,100 arms 80 % again for $8,000",
      [{ spent: "4100" }, { spent: "4100", amount: "10000" }, { spent: "8000", amount: "10000" }],
      ["0:0.8", "2:0.8"],
    ],
    [
      "raising the amount while spend is at the new line too tells nothing",
      [{ spent: "4900" }, { spent: "4900", amount: "5100" }],
      ["0:0.8"],
    ],
    ["lowering the amount to $4,000 at $4,100 tells 100 %", [{ spent: "4100" }, { spent: "4100", amount: "4000" }], ["0:0.8", "1:1"]],
    [
      "a threshold of 50 % added at 83 % tells nothing: a higher one told already",
      [{ spent: "4150" }, { spent: "4150", thresholds: ["0.5", "0.8", "1"] }],
      ["0:0.8"],
    ],
    ["a threshold of 82 % added at 83 % tells", [{ spent: "4150" }, { spent: "4150", thresholds: ["0.8", "0.82"] }], ["0:0.8", "1:0.82"]],
    ["thresholds given out of order are the same", [{ spent: "7000", thresholds: ["1", "0.8"] }], ["0:1"]],
  ])("%s", (_, steps, told) => expect(fold(steps).told).toEqual(told));

  test("a big import records 80 % as superseded by 100 %", () => {
    expect(applyThresholds([], { amount: "5000", thresholds: ["0.8", "1"] }, "7000").crossed).toEqual([
      { threshold: "0.8", line: "4000", superseded: true },
      { threshold: "1", line: "5000", superseded: false },
    ]);
  });
  test("a dip is noted on the record and taken back when spend is at the line again", () => {
    expect(fold(spending("4100", "3900")).record).toEqual([{ threshold: "0.8", line: "4000", below: true }]);
    expect(fold(spending("4100", "3900", "4000")).record).toEqual([{ threshold: "0.8", line: "4000", below: false }]);
  });
});

describe("any readings in any order, repeated at will", () => {
  const amount = "100";
  const thresholds = fc
    .uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 })
    .map((list) => list.map((n) => String(n / 100)));
  const readings = fc.array(fc.option(fc.integer({ min: 0, max: 400 }).map(String), { nil: null }), { maxLength: 30 });

  test("each threshold tells at most once, and the record holds exactly what the highest reading reached", () => {
    fc.assert(
      fc.property(thresholds, readings, (shares, spends) => {
        const { told, record } = fold(spends.map((spent) => ({ spent, amount, thresholds: shares })));
        const names = told.map((entry) => entry.split(":")[1]);
        expect(new Set(names).size).toBe(names.length);
        const peak = spends
          .filter((spent) => spent != null)
          .sort(compare)
          .at(-1);
        const reached = peak == null ? [] : shares.filter((share) => compare(peak, multiply(amount, share)) >= 0);
        expect(record.map((crossing) => crossing.threshold).sort(compare)).toEqual(reached.sort(compare));
        expect(names.at(-1)).toBe(reached.at(-1));
      }),
    );
  });
  test("reading twice is reading once", () => {
    fc.assert(
      fc.property(thresholds, readings, (shares, spends) => {
        const steps = spends.map((spent) => ({ spent, amount, thresholds: shares }));
        const twice = fold(steps.flatMap((step) => [step, step]));
        expect(twice.told.length).toBe(fold(steps).told.length);
        expect(twice.record).toEqual(fold(steps).record);
      }),
    );
  });
});
