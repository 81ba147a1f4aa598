import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPriceBook } from "../pricing";
import type { RoutingSetting } from "../savings";
import { classesAt, classOfPrice, settingAt } from "./classes";
import { totalBounds } from "./net-figures";
import { baselineOf } from "./request-baseline";
import { wilson } from "./wilson";

describe("Wilson's interval", () => {
  test.each([
    [8, 10, "0.4902", "0.9433"],
    [0, 10, "0.0000", "0.2775"],
    [20, 20, "0.8389", "1.0000"],
    [1, 1, "0.2065", "1.0000"],
  ])("%i of %i: %s to %s", (hits, of, low, high) => {
    const interval = wilson(hits, of);
    expect([interval?.low.toFixed(4), interval?.high.toFixed(4)]).toEqual([low, high]);
  });
  test("of nothing there is none; the share lies within, and more trials narrow it", () => {
    expect(wilson(0, 0)).toBeNull();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }), (hits, misses) => {
        const of = hits + misses;
        const [one, ten] = [wilson(hits, of), wilson(hits * 10, of * 10)];
        if (!one || !ten) return of === 0;
        return one.low <= hits / of && hits / of <= one.high && ten.high - ten.low <= one.high - one.low && one.low >= 0 && one.high <= 1;
      }),
    );
  });
});

describe("the interval of a total", () => {
  const feature = (net: string, low: string | null, high: string, routedRequests = "40") => ({
    feature: `f${net}`,
    label: null,
    routedRequests,
    net,
    interval: low === null ? null : { low, high },
  });
  test("of one feature is its own; of two, 3 and 4 below make 5 below", () => {
    expect(totalBounds([feature("10", "7", "11")], 0).interval).toEqual({ low: "7", high: "11" });
    expect(totalBounds([feature("10", "7", "11"), feature("-2", "-6", "-2")], 0).interval).toEqual({ low: "3", high: "9" });
  });
  test("a feature that was not routed moves it and widens nothing", () => {
    expect(totalBounds([feature("10", "7", "11"), feature("-1", null, "", "0")], 0).interval).toEqual({ low: "6", high: "10" });
  });
  test("none where a routed feature has too few outcomes, or not all were read", () => {
    expect(totalBounds([feature("10", "7", "11"), feature("1", null, "")], 0)).toEqual({
      interval: null,
      noInterval: "Too little is known of failures in 1 of 2 routed features: f1.",
    });
    expect(totalBounds([feature("10", "7", "11")], 3).interval).toBeNull();
    expect(totalBounds([], 0).noInterval).toBe("No request was routed.");
  });
});

describe("classes of models", () => {
  const day = (text: string) => Date.parse(`${text}T12:00:00Z`);
  const set = (id: number, subject: string, value: "small" | "frontier" | null, from: string | null): RoutingSetting => ({
    id,
    field: "model_class",
    subject,
    value,
    from: from && `${from}T00:00:00.000Z`,
  });
  const settings = [
    set(1, "a", "small", null),
    set(2, "a", "frontier", "2026-10-01"),
    set(3, "a", null, "2026-11-01"),
    set(4, "b", "small", "2026-10-01"),
    set(5, "b", "frontier", "2026-10-01"),
  ];
  test("$8 per million of output is frontier, $1.5 mid, less is small", () => {
    expect(["30", "8", "7.99", "1.5", "1.49", "0"].map(classOfPrice)).toEqual(["frontier", "frontier", "mid", "mid", "small", "small"]);
  });
  test("a setting holds from its day until the next; of one day the later one; null ends it", () => {
    const at = (subject: string, on: string) => settingAt(settings, "model_class", subject, day(on))?.value ?? null;
    expect([at("a", "2026-09-30"), at("a", "2026-10-01"), at("a", "2026-11-02")]).toEqual(["small", "frontier", null]);
    expect([at("b", "2026-09-30"), at("b", "2026-10-01")]).toEqual([null, "frontier"]);
  });
  test("a person's word beats the price; a model without an output price has no class", () => {
    const classOf = classesAt([set(1, "gpt-4o-mini", "frontier", null)], createPriceBook([]), day("2026-10-01"));
    expect(classOf("openai", "gpt-4o-mini")).toMatchObject({ class: "frontier", from: "set" });
    expect(classOf("openai", "gpt-4o")).toEqual({ class: "frontier", from: "price", outputUsdPerMillion: "10" });
    expect(classOf("nobody", "mystery-1")).toEqual({ class: null, from: null, outputUsdPerMillion: null });
    expect(classOf("openai", null).class).toBeNull();
  });
});

describe("what a request is compared with", () => {
  const at = Date.parse("2026-10-05T00:00:00Z");
  const baseline = (id: number, field: "baseline" | "alias", subject: string): RoutingSetting => ({
    id,
    field,
    subject,
    value: { provider: null, model: `model-${id}` },
    from: null,
  });
  const asked = { feature: "chat", requestedModel: "smart", at };
  test("its feature's baseline, else that of all, else the alias, else what it asked for, else nobody knows", () => {
    const all = [baseline(1, "baseline", "chat"), baseline(2, "baseline", "*"), baseline(3, "alias", "smart")];
    expect([0, 1, 2, 3].map((n) => baselineOf(all.slice(n), asked, "Europe/Berlin")).map((one) => [one?.model, one?.from])).toEqual([
      ["model-1", "feature"],
      ["model-2", "all_features"],
      ["model-3", "alias"],
      ["smart", "requested"],
    ]);
    const dated = { ...baseline(1, "baseline", "chat"), from: "2026-09-30T22:00:00.000Z" };
    expect(baselineOf([dated], asked, "Europe/Berlin")?.since).toBe("2026-10-01");
    expect(baselineOf([], { ...asked, requestedModel: null }, "UTC")).toBeNull();
  });
});
