import { expect, test } from "vitest";
import { nextAt } from "./schedule";

const of = (over: Partial<Parameters<typeof nextAt>[0]>) =>
  nextAt({ dueAt: 0, now: 1_000, intervalMs: 60_000, failures: 0, more: false, ...over });

test("the beat stays the same however long reading takes, and what was missed is left out", () => {
  expect(of({})).toBe(60_000);
  expect(of({ now: 59_999 })).toBe(60_000);
  expect(of({ now: 60_000 })).toBe(120_000);
  expect(of({ now: 200_000 })).toBe(240_000);
});
test("more to read is read at once", () => expect(of({ more: true })).toBe(1_000));
test("failures 3, 4, 5… wait 2, 4, 5 minutes; two failures wait for nothing but the interval", () => {
  expect([1, 2, 3, 4, 5, 50].map((failures) => of({ now: 0, failures }))).toEqual([60_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  expect(of({ now: 0, failures: 9, intervalMs: 3_600_000 })).toBe(3_600_000);
});
