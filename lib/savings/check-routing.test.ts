import { describe, expect, test } from "vitest";
import { createPriceBook } from "../pricing";
import { checkRouting, type RoutingInput, routingInput } from ".";

const AT = { book: createPriceBook(), today: "2026-10-20" };
const input = (over: Partial<RoutingInput>) => routingInput.parse({ field: "baseline", subject: "chat", value: null, ...over });

describe("what can't be set says what to do", () => {
  const wrong: [string, Partial<RoutingInput>, RegExp][] = [
    [
      "a model without any price",
      { value: { provider: null, model: "unheard-of" } },
      /No price is known for the model "unheard-of".*enter its price/,
    ],
    ["a day more than a year away", { from: "2027-11-01" }, /more than a year away/],
    ["shares that make 0.9", { field: "target_mix", value: { frontier: "0.6", mid: "0.2", small: "0.1" } }, /these make 0.9/],
    ["a negative cost of a failure", { field: "failure_cost", value: "-5" }, /0 or more/],
    ["a failure rate of 120 %", { field: "baseline_failure_rate", value: "1.2" }, /from 0 to 1/],
    ["half a token", { field: "context_tokens", value: 0.5 }, /whole number/],
    ["a class that there isn't", { field: "model_class", subject: "gpt-4o", value: "huge" }, /frontier, mid, small/],
    ["an alias of all features", { field: "alias", subject: "*", value: { provider: null, model: "gpt-4o" } }, /Name one model/],
    ["a baseline that is a number", { value: 5 }, /\{provider, model\}/],
  ];
  for (const [name, over, sentence] of wrong) test(name, () => expect(() => checkRouting(input(over), AT)).toThrow(sentence));
});

describe("what can be set", () => {
  const right: [string, Partial<RoutingInput>, unknown][] = [
    ["a model of whoever serves it", { value: { provider: null, model: "gpt-4o" } }, { provider: null, model: "gpt-4o" }],
    ["a day in a year", { value: { provider: "openai", model: "gpt-4o" }, from: "2027-10-20" }, { provider: "openai", model: "gpt-4o" }],
    ["a failure that costs $250,000", { field: "failure_cost", value: "250000" }, "250000"],
    [
      "shares that make 1",
      { field: "target_mix", value: { frontier: "0.7", mid: "0.2", small: "0.1" } },
      { frontier: "0.7", mid: "0.2", small: "0.1" },
    ],
    ["nothing, from a day on", { from: "2026-10-01" }, null],
  ];
  for (const [name, over, value] of right) test(name, () => expect(checkRouting(input(over), AT).value).toEqual(value));
});
