import { describe, expect, test } from "vitest";
import { newRuleSchema, ruleChangeSchema } from "./rule";
import { watchOf } from "./watchable";

const above = { kind: "above", value: "1" };
const watch = (given: Record<string, unknown>) =>
  watchOf(newRuleSchema.parse({ name: "A", metric: "cost", condition: above, windowMinutes: 60, ...given }));

describe("what can be watched", () => {
  test.each([
    [{}, { grain: "hour", span: 1 }],
    [{ windowMinutes: 5 }, { grain: "minute", span: 5 }],
    [{ windowMinutes: 7 * 1440 }, { grain: "hour", span: 168 }],
    [
      { metric: "latency_p95", windowMinutes: 1440 },
      { grain: "day", span: 1 },
    ],
    [{ metric: "latency_p95" }, { grain: "hour", span: 1 }],
    [
      { metric: "billed_cost", windowMinutes: 1440 },
      { grain: "day", span: 1 },
    ],
    [
      { each: "session", windowMinutes: 10 },
      { grain: "minute", span: 10 },
    ],
    [
      { condition: { kind: "no_data" }, each: "source", windowMinutes: 2160 },
      { grain: "hour", span: 36 },
    ],
  ])("%j is looked at by %j", (given, expected) => expect(watch(given)).toMatchObject(expected));

  test.each([
    [{ metric: "happiness" }, "There is no metric happiness."],
    [{ metric: "latency_p95", windowMinutes: 360 }, "does not add up over time: choose a window of 1 hour or 24 hours."],
    [{ metric: "billed_cost" }, "is known by the day: choose a window of 24 hours."],
    [{ metric: "cost_per_session", each: "model" }, "can't be watched by model, since"],
    [{ windowMinutes: 5, condition: { kind: "anomaly", direction: "up", sensitivity: 5 } }, "choose a window of an hour or more"],
    [{ windowMinutes: 5, condition: { kind: "change", against: "same_weekday", direction: "up", by: "1" } }, "an hour or more"],
    [{ each: "session", windowMinutes: 120 }, "windows of at most an hour"],
    [{ each: "session", metric: "error_rate" }, "by its cost or its requests"],
    [{ each: "feature", condition: { kind: "no_data" } }, "“No data” watches each source"],
    [{ forMinutes: 30 }, "whole hours"],
    [{ minimum: { metric: "sessions", value: "5" } }, "use requests here"],
  ])("%j is refused with a sentence", (given, sentence) => expect(() => watch(given)).toThrow(sentence));

  test("a change names what it changes and nothing else", () => {
    expect(ruleChangeSchema.parse({ name: "B" })).toEqual({ name: "B" });
    expect(ruleChangeSchema.parse({ minimum: null, mutedUntil: null })).toEqual({ minimum: null, mutedUntil: null });
  });
});
