import { expect, test } from "vitest";
import { alternativeOptions, usedValues } from "./rule-values";

const rule = (value: string | null, state: "holds" | "retired" = "holds") => ({ sets: "team" as const, value, state });

test("teams that rules name come first, by name, each once; retired ones and those of other rules are not offered", () => {
  const rules = [rule("research"), rule("platform"), rule("research"), rule("old", "retired"), rule(null)];
  expect(usedValues(rules, "team", ["sales", "platform"])).toEqual([
    { value: "platform", note: "in use" },
    { value: "research", note: "in use" },
    { value: "sales" },
  ]);
  expect(usedValues(rules, "pool", [])).toEqual([]);
});

test("an API model is offered with its provider and its prices, each once; the same open model says so", () => {
  const api = { provider: "groq", model: "llama-3.1-8b-instant", same: true, inputUsd: "0.05", cachedUsd: null, outputUsd: "0.08" };
  const used = [
    { value: "groq/llama-3.1-8b-instant", note: "in use" },
    { value: "own/model", note: "in use" },
  ];
  expect(
    alternativeOptions(used, [api, { ...api, provider: "openai", model: "gpt-4o-mini", same: false, inputUsd: "0.15", outputUsd: "0.6" }]),
  ).toEqual([
    { value: "own/model", note: "in use" },
    { value: "groq/llama-3.1-8b-instant", note: "same open model, $0.05 · $0.08" },
    { value: "openai/gpt-4o-mini", note: "$0.15 · $0.60" },
  ]);
});
