import { describe, expect, test } from "vitest";
import { alternativeText, breakEvenSentence, capacityText } from "./break-even-words";
import { LLAMA, UNKNOWN } from "./testing-models";

const even = LLAMA.breakEven;
const model = { ...LLAMA, model: "llama" };

describe("break-even in words", () => {
  test("past it: what is saved a day, and where it was", () => {
    expect(breakEvenSentence(model)).toBe(
      "llama is past break-even: its GPUs cost $303.36 a day whatever they do, the same 743 M tokens of gpt-4o-mini at openai would cost $528.10: $224.74 a day saved. Break-even was at 427 M tokens a day.",
    );
  });
  test("before it: what is lost a day, and how much more traffic it takes", () => {
    const before = even && {
      ...even,
      apiCostPerDay: "94.61",
      tokensPerDay: "133200000",
      past: false,
      savedPerDay: "-208.75",
    };
    expect(breakEvenSentence({ ...model, breakEven: before })).toBe(
      "llama costs $208.75 a day more than the API: its GPUs cost $303.36 a day whatever they do, the same 133 M tokens of gpt-4o-mini at openai would cost $94.61. It breaks even at 427 M tokens a day, 3.2 times the traffic of this range.",
    );
  });
  test("without traffic the GPUs still cost", () => {
    const idle = even && {
      ...even,
      tokensPerDay: "0",
      apiCostPerDay: "0",
      breakEvenTokensPerDay: null,
      past: false,
      savedPerDay: "-303.36",
    };
    expect(breakEvenSentence({ ...model, breakEven: idle })).toBe(
      "llama served nothing in this range; its GPUs cost $303.36 a day whatever they do.",
    );
  });
  test("where it can't be told, what is missing", () => {
    expect(breakEvenSentence(UNKNOWN)).toBe("No GPU is known to run this model.");
    expect(breakEvenSentence({ ...UNKNOWN, missing: [] })).toContain("can't be told");
  });
  test("the API has its prices, and says who chose it", () => {
    expect(LLAMA.alternative && alternativeText(LLAMA.alternative)).toBe(
      "gpt-4o-mini at openai, chosen by a rule. Per million tokens: $0.15 input, $0.075 cached, $0.60 output, as of 2026-11-22.",
    );
    expect(LLAMA.alternative && alternativeText({ ...LLAMA.alternative, from: "suggested", cachedUsd: null })).toContain(
      "suggested: the cheapest with the same open model in the price book. Per million tokens: $0.15 input, $0.60 output",
    );
  });
  test("a busiest hour of 62 % says how far the flat line holds; unknown says nothing", () => {
    expect(capacityText(LLAMA)).toContain("62 % busy (tensor 11.8 % over the range)");
    expect(capacityText(UNKNOWN)).toBeNull();
  });
});
