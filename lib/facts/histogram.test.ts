import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketOf, bucketSql, LATENCY_SCALE, middleOf, percentile, SESSION_COST_SCALE } from "./histogram";

describe("log buckets", () => {
  test("a duration from 1 ms to a day comes back within 3 %", () => {
    fc.assert(fc.property(fc.double({ min: 1, max: 86_400_000, noNaN: true }), (ms) => Math.abs(middleOf(bucketOf(ms)) / ms - 1) <= 0.03));
  });

  test("a session cost from $0.0000001 to $1,000,000 comes back within 3 %", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-7, max: 1e6, noNaN: true }),
        (usd) => Math.abs(middleOf(bucketOf(usd, SESSION_COST_SCALE), SESSION_COST_SCALE) / usd - 1) <= 0.03,
      ),
    );
  });

  test("a session that cost nothing has the index 0 and comes back as exactly 0", () => {
    expect(bucketOf(0, SESSION_COST_SCALE)).toBe(0);
    expect(middleOf(0, SESSION_COST_SCALE)).toBe(0);
    expect(bucketOf(1e-9, SESSION_COST_SCALE)).toBe(1);
  });

  test("0.2 ms and 1 ms share index 0, two days land in the last bucket", () => {
    expect(bucketOf(0.2)).toBe(0);
    expect(bucketOf(1)).toBe(0);
    expect(bucketOf(2 * 86_400_000)).toBe(LATENCY_SCALE.last);
  });

  test("the percentile of 100 counts is the value of rank ⌈q·n⌉", () => {
    const counts = [50, 45, 5];
    expect(percentile(counts, 0.5)).toBe(middleOf(0));
    expect(percentile(counts, 0.95)).toBe(middleOf(1));
    expect(percentile(counts, 0.96)).toBe(middleOf(2));
    expect(percentile([], 0.5)).toBeNull();
    expect(percentile([0, 0], 0.5)).toBeNull();
  });

  test("the SQL keeps null and has no zero bucket for milliseconds", () => {
    expect(bucketSql("a.ttft_ms")).toContain("is null then null");
    expect(bucketSql("a.ttft_ms")).not.toContain("<= 0 then 0");
  });
});
