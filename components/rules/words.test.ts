import { describe, expect, test } from "vitest";
import { durationText, lastedText, ruleText, type Watching } from "./words";

const per1k = { id: "cost_per_1k_requests", label: "Cost per 1,000 requests", unit: "usd_per_1k", sum: false };
const cost = { id: "cost", label: "Cost", unit: "usd", sum: true };
const errors = { id: "error_rate", label: "Error rate", unit: "ratio", sum: false };
const rule = (given: Partial<Watching>): Watching => ({
  scope: [],
  each: null,
  condition: { kind: "above", value: "4" },
  windowMinutes: 1440,
  forMinutes: 0,
  ...given,
});

describe("a rule in words", () => {
  const cases: [string, Watching, typeof cost][] = [
    [
      "Cost per 1,000 requests of feature support-chat above $4.00 over 24 hours, for 2 hours",
      rule({ scope: [{ dimension: "feature", values: ["support-chat"] }], forMinutes: 120 }),
      per1k,
    ],
    [
      "Cost of each session above $20.00 over 1 hour",
      rule({ each: "session", condition: { kind: "above", value: "20" }, windowMinutes: 60 }),
      cost,
    ],
    [
      "Error rate of API key production, of each model above 5 % over 10 minutes",
      rule({
        scope: [{ dimension: "api_key", values: ["production"] }],
        each: "model",
        condition: { kind: "above", value: "0.05" },
        windowMinutes: 10,
      }),
      errors,
    ],
    [
      "Cost over 24 hours up by 50 % or more on a week before",
      rule({ condition: { kind: "change", against: "same_weekday", direction: "up", by: "0.5" } }),
      cost,
    ],
    [
      "Cost over 7 days up or down by 20 % or more on the 7 days before",
      rule({ condition: { kind: "change", against: "previous", direction: "either", by: "0.2" }, windowMinutes: 10_080 }),
      cost,
    ],
    [
      "Cost over 24 hours above its usual band, sensitivity 7",
      rule({ condition: { kind: "anomaly", direction: "up", sensitivity: 7 } }),
      cost,
    ],
    ["No record of each source in 6 hours", rule({ each: "source", condition: { kind: "no_data" }, windowMinutes: 360 }), cost],
    [
      "Cost of team a or b, feature (none) below $4.00 over 24 hours",
      rule({
        condition: { kind: "below", value: "4" },
        scope: [
          { dimension: "team", values: ["a", "b"] },
          { dimension: "feature", values: [null] },
        ],
      }),
      cost,
    ],
  ];
  for (const [sentence, given, metric] of cases) test(sentence, () => expect(ruleText(given, metric)).toBe(sentence));
});

test("windows are minutes, hours or days: 1, 45, 60, 1,440 and 10,080 minutes", () => {
  expect([1, 45, 60, 1440, 10_080].map(durationText)).toEqual(["1 minute", "45 minutes", "1 hour", "24 hours", "7 days"]);
});

test("how long it lasted: 40 s, 59 min, 2 h 05 min, 47 h, 3 days 4 h", () => {
  const minute = 60_000;
  expect([40_000, 59 * minute, 125 * minute, 47 * 60 * minute, 76 * 60 * minute, 72 * 60 * minute].map(lastedText)).toEqual([
    "40 s",
    "59 min",
    "2 h 05 min",
    "47 h",
    "3 days 4 h",
    "3 days",
  ]);
});
