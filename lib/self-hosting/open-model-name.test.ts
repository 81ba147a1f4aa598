import { describe, expect, test } from "vitest";
import { openModelName } from "./open-model-name";

const SAME: [string, string[]][] = [
  [
    "llama3.1-8b",
    [
      "meta-llama/Llama-3.1-8B-Instruct",
      "Llama-3.1-8B-Instruct",
      "meta-llama/Meta-Llama-3.1-8B-Instruct",
      "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo",
      "accounts/fireworks/models/llama-v3p1-8b-instruct",
      "meta.llama3-1-8b-instruct-v1:0",
      "@cf/meta/llama-3.1-8b-instruct-fp8-fast",
      "llama-3.1-8b-instant",
      "llama3.1-8b",
      "meta-llama/llama-3.1-8b-instruct:free",
    ],
  ],
  ["llama3.3-70b", ["meta-llama/Llama-3.3-70B-Instruct", "Meta-Llama-3_3-70B-Instruct", "llama-3.3-70b-versatile"]],
  ["qwen2.5-72b", ["Qwen/Qwen2.5-72B-Instruct", "qwen/qwen-2.5-72b-instruct"]],
  ["gpt-oss-120b", ["openai/gpt-oss-120b", "openai.gpt-oss-120b-1:0", "gpt-oss-120b"]],
  ["mixtral8x7b-v0.1", ["mistralai/Mixtral-8x7B-Instruct-v0.1"]],
];

describe("openModelName", () => {
  for (const [name, written] of SAME)
    test(`${written.length} ways to write ${name}`, () => {
      expect(written.map(openModelName)).toEqual(written.map(() => name));
    });

  test("another size, version, variant or 4-bit weights are other models", () => {
    const names = [
      "Llama-3.1-8B-Instruct",
      "Llama-3.1-70B-Instruct",
      "Llama-3-8B-Instruct",
      "llama-3.1-8b-instruct-awq",
      "Meta-Llama-3-8B-Instruct-Lite",
      "llama-guard-3-8b",
      "hermes-3-llama-3.1-8b",
      "deepseek-r1-distill-llama-8b",
      "Mistral-7B-Instruct-v0.2",
      "Mistral-7B-Instruct-v0.3",
    ].map(openModelName);
    expect(new Set(names).size).toBe(names.length);
  });

  test("names that say neither size nor version match nothing", () => {
    expect(["chat", "prod", "support-bot", "", "8192"].map(openModelName)).toEqual([null, null, null, null, null]);
  });
});
