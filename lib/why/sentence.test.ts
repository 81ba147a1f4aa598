import { describe, expect, test } from "vitest";
import { add } from "../money";
import { STEPS, type Step } from "./explanation";
import { sentenceOf, type Told } from "./sentence";
import { STEP_ORDER } from "./step-words";
import { addSteps, noSteps, type Steps } from "./steps";

type Parts = Partial<Record<Step, string>>;
const steps = (parts: Parts): Steps => ({ ...noSteps(), ...parts });

/** From `before` by the steps of each feature; "" is calls without a feature. */
function told(before: string | null, features: Record<string, Parts> = {}, more: Partial<Told> = {}): Told {
  const list = Object.entries(features).map(([name, parts]) => ({ name: name || null, steps: steps(parts) }));
  const all = list.length > 0 ? addSteps(...list.map((one) => one.steps)) : noSteps();
  const span = (cost: string | null) => ({ cost, requests: "1000", days: "30", pricedShare: "0.99" });
  return {
    before: span(before),
    after: span(before == null ? null : add(before, ...Object.values(all))),
    perDay: false,
    steps: all,
    features: list,
    priceOf: { model: "gpt-4o", share: 1 },
    ...more,
  };
}

const cases: readonly [name: string, told: Told, sentence: string][] = [
  [
    "the largest step as a share of the change, one in the other direction in dollars",
    told("13290", {
      "support-chat": { context: "2554.40", volume: "800" },
      search: { price: "-900", output: "865.60" },
      rerank: { mix: "800" },
    }),
    "+$4,120 (+31 %): 62 % from longer context in support-chat, −$900 from the lower price of gpt-4o in search.",
  ],
  [
    "two shares that are more than the whole are told in dollars",
    told("13290", { "support-chat": { context: "2554.40", volume: "2465.60" }, search: { price: "-900" } }),
    "+$4,120 (+31 %): +$2,554 from longer context in support-chat, +$2,466 from more requests in support-chat.",
  ],
  [
    "a price names its model",
    told("13290", { "support-chat": { context: "5020" }, search: { price: "-900" } }),
    "+$4,120 (+31 %): +$5,020 from longer context in support-chat.",
  ],
  [
    "a step in the other direction that is a fifth of the largest is told in dollars",
    told("13290", { "support-chat": { context: "5120" }, search: { price: "-1000" } }),
    "+$4,120 (+31 %): +$5,120 from longer context in support-chat.",
  ],
  [
    "one above a fifth",
    told("13290", { "support-chat": { context: "5170" }, search: { price: "-1050" } }),
    "+$4,120 (+31 %): +$5,170 from longer context in support-chat, −$1,050 from the lower price of gpt-4o in search.",
  ],
  ["one step alone is all of it", told("1000", { chat: { volume: "250" } }), "+$250 (+25 %): all from more requests in chat."],
  ["down, with fewer requests", told("1000", { chat: { volume: "-250" } }), "−$250 (−25 %): all from fewer requests in chat."],
  [
    "most of a step in one feature",
    told("1000", { chat: { volume: "80" }, search: { volume: "20" } }),
    "+$100 (+10 %): all from more requests (mostly in chat).",
  ],
  [
    "a step spread over many features",
    told("1000", { a: { output: "40" }, b: { output: "30" }, c: { output: "30" } }),
    "+$100 (+10 %): all from longer answers (most in a).",
  ],
  [
    "calls without a feature beside others",
    told("1000", { "": { attempts: "100" }, b: { cache: "30" } }),
    "+$130 (+13 %): 77 % from more retries in calls without a feature, 23 % from less read from cache in b.",
  ],
  ["no feature anywhere", told("1000", { "": { attempts: "100" } }), "+$100 (+10 %): all from more retries."],
  ["a new feature where nothing was spent", told("0", { chat: { volume: "12.5" } }), "+$12.50 (new): all from more requests in chat."],
  ["ended", told("12.5", { chat: { volume: "-12.5" } }), "−$12.50 (−100 %): all from fewer requests in chat."],
  ["twelvefold", told("10", { chat: { mix: "110" } }), "+$110 (×12): all from a dearer model mix in chat."],
  ["no change", told("1234"), "No change, $1,234 in both periods."],
  ["nothing spent", told("0"), "No change, nothing was spent in either period."],
  [
    "no change where two steps cancel out",
    told("1234", { a: { volume: "500" }, b: { mix: "-500" } }),
    "No change, $1,234 in both periods: +$500 from more requests in a, −$500 from a cheaper model mix in b.",
  ],
  ["almost none", told("10000", { a: { volume: "2" } }), "Almost no change, +$2.00."],
  ["real costs below a cent are no zero", told("0.001", { a: { volume: "0.0004" } }), "+$0.0004 (+40 %): all from more requests in a."],
  [
    "per day where the periods differ in length",
    told("40", { chat: { tier: "-10" } }, { perDay: true, after: { cost: "30", requests: "10", days: "31", pricedShare: null } }),
    "−$10.00 a day (−25 %, per day over 31 and 30 days): all from cheaper service tiers in chat.",
  ],
  [
    "a lower priced share is told, since it hides cost",
    told("1000", { chat: { unpriced: "-300" } }, { after: { cost: "700", requests: "10", days: "30", pricedShare: "0.712" } }),
    "−$300 (−30 %): all from requests that have no price now in chat. 71.2 % of requests have a price, 99 % before.",
  ],
  [
    "prices of several models",
    told("1000", { chat: { price: "100" } }, { priceOf: { model: "gpt-4o", share: 0.6 } }),
    "+$100 (+10 %): all from higher prices, above all of gpt-4o in chat.",
  ],
  [
    "charges that are no tokens",
    told("1000", { chat: { other: "50" } }),
    "+$50.00 (+5 %): all from more charges that are no tokens in chat.",
  ],
  [
    "unknown before: no source",
    told(
      null,
      {},
      {
        before: { cost: null, requests: null, days: "30", pricedShare: null },
        after: { cost: "5", requests: "1", days: "30", pricedShare: "1" },
      },
    ),
    "The change is not known: the cost of the earlier period is unknown, since no source covers it.",
  ],
  [
    "unknown now: nothing has a price",
    told("5", {}, { after: { cost: null, requests: "100", days: "30", pricedShare: "0" } }),
    "The change is not known: the cost of the later period is unknown, since none of its calls has a price.",
  ],
  [
    "unknown on both sides",
    told(null),
    "The change is not known. Earlier period: none of its calls has a price. Later period: none of its calls has a price.",
  ],
];

describe("the sentence", () => {
  test.each(cases)("%s", (_, given, sentence) => expect(sentenceOf(given)).toBe(sentence));

  test("the labels stand in the order of the steps", () => expect(STEP_ORDER).toEqual(STEPS));

  const words: [Step, string, string][] = [
    ["volume", "more requests", "fewer requests"],
    ["attempts", "more retries", "fewer retries"],
    ["mix", "a dearer model mix", "a cheaper model mix"],
    ["context", "longer context", "shorter context"],
    ["output", "longer answers", "shorter answers"],
    ["cache", "less read from cache", "more read from cache"],
    ["tier", "dearer service tiers", "cheaper service tiers"],
    ["price", "the higher price of gpt-4o", "the lower price of gpt-4o"],
    ["other", "more charges that are no tokens", "fewer charges that are no tokens"],
    ["unpriced", "requests that had no price before", "requests that have no price now"],
  ];
  test.each(words)("%s: %s or %s", (step, up, down) => {
    expect(sentenceOf(told("100", { x: { [step]: "10" } }))).toBe(`+$10.00 (+10 %): all from ${up} in x.`);
    expect(sentenceOf(told("100", { x: { [step]: "-10" } }))).toBe(`−$10.00 (−10 %): all from ${down} in x.`);
  });
});
