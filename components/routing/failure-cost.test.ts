import { describe, expect, test } from "vitest";
import { failureCostCsv, failureCostCurve, positionOf } from "./failure-cost";
import { INSURER } from "./testing";

const feature = (outcomes: string, failures: string, expectedFailures = "0") => ({
  routedRequests: "500",
  outcomes,
  failures,
  expectedFailures,
});

describe("net as a function of the cost of a failure", () => {
  test("the insurer breaks even at $4,000 and pays $250,000: the axis ends at five times the break-even", () => {
    const curve = failureCostCurve(INSURER, [feature("10000", "1")]);
    expect(curve).toMatchObject({ breakEven: 4000, now: 250_000, excess: 1, outcomes: 10_000, unsure: 0 });
    expect([curve.costs[0], curve.costs[1], curve.costs.at(-1)]).toEqual([0, 500, 20_000]);
    expect(curve.points[8]?.net).toBe(0);
    expect(positionOf(4000, curve)).toBe(8);
    expect(positionOf(250_000, curve)).toBeNull();
  });
  test("where failures cost what they cost now, the line passes the net of the page", () => {
    const { points, costs, now, saved, excess } = failureCostCurve({ ...INSURER, failureCost: "1200" }, [
      feature("400", "6"),
      feature("50", "2"),
    ]);
    expect([now, excess]).toEqual([150, 8]);
    const slope = ((points[1]?.net ?? 0) - (points[0]?.net ?? 0)) / (costs[1] ?? 1);
    expect(saved + slope * 150).toBeCloseTo(2800, 6);
  });
  test("the interval holds the line, and is wider the dearer a failure is", () => {
    const { points } = failureCostCurve(INSURER, [feature("400", "20", "4")]);
    for (const { net, low, high } of points) expect((low ?? 0) <= net && net <= (high ?? 0)).toBe(true);
    const width = (index: number) => (points[index]?.high ?? 0) - (points[index]?.low ?? 0);
    expect(width(0)).toBe(0);
    expect(width(40)).toBeGreaterThan(width(20));
  });
  test("29 outcomes are too few for an interval; 30 are enough", () => {
    expect(failureCostCurve(INSURER, [feature("29", "3")])).toMatchObject({ unsure: 1 });
    expect(failureCostCurve(INSURER, [feature("29", "3")]).points[1]).toMatchObject({ low: null, high: null });
    expect(failureCostCurve(INSURER, [feature("30", "3")]).points[1]?.low).toBeLessThan(4000);
  });
  test("one feature with too few outcomes leaves the whole without an interval", () => {
    const { points, unsure } = failureCostCurve(INSURER, [feature("400", "20"), feature("12", "0")]);
    expect([unsure, points[5]?.low]).toEqual([1, null]);
  });
  test("two like features are surer together: √2 times as far apart, not twice", () => {
    const width = (features: ReturnType<typeof feature>[]) => {
      const { points, costs } = failureCostCurve(INSURER, features);
      return ((points[1]?.high ?? 0) - (points[1]?.low ?? 0)) / (costs[1] ?? 1);
    };
    expect(width([feature("400", "20"), feature("400", "20")]) / width([feature("400", "20")])).toBeCloseTo(Math.SQRT2, 9);
  });
  test("a feature that fails less than its baseline makes no other feature's failures good", () => {
    expect(failureCostCurve(INSURER, [feature("100", "2", "10"), feature("100", "8", "3")]).excess).toBe(5);
  });
  test("without failures beyond the baseline's nothing makes it break even", () => {
    expect(failureCostCurve({ ...INSURER, failureCost: "0" }, [feature("100", "0")])).toMatchObject({ breakEven: null, now: null });
  });
  test("the file has a line for each of the 41 points; without an interval its edges are empty", () => {
    const lines = failureCostCsv(failureCostCurve(INSURER, [feature("10", "1")]))
      .trimEnd()
      .split("\r\n");
    expect(lines.length).toBe(42);
    expect(lines.slice(0, 2)).toEqual(["failure_cost,net,net_low,net_high", "0.00,4000.00,,"]);
  });
});
