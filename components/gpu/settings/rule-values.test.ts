import { expect, test } from "vitest";
import { modelValues, usedValues } from "./rule-values";

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

test("an API model is offered with its provider, and only where it has a price", () => {
  const of = (provider: string | null, model: string, outputUsdPerMillion: string | null) => ({
    provider,
    model,
    outputUsdPerMillion,
    requests: 1,
    classByPrice: null,
  });
  const models = [of("openai", "gpt-4o", "10"), of(null, "gpt-4o", "10"), of("vllm", "llama", null)];
  expect(modelValues(models, true)).toEqual(["openai/gpt-4o"]);
  expect(modelValues(models, false)).toEqual(["gpt-4o", "gpt-4o", "llama"]);
});
