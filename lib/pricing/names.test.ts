import { describe, expect, test } from "vitest";
import { createPriceBook } from ".";

const book = createPriceBook([]);
const AT = Date.parse("2026-11-01T12:00:00Z") * 1000;

function found(provider: string | null, model: string, geo: string | null = null) {
  const price = book.resolve({ provider, model, tier: null, geo, at: AT });
  const input = price?.lines.find((line) => line.unit === "input_uncached")?.usdPerMillion;
  return price && `${price.provider} ${price.model} ${input}`;
}

describe("names that mean a model", () => {
  test.each([
    ["openai", "gpt-4o-2024-08-06", "openai gpt-4o 2.5"],
    [null, "gpt-4o-mini", "openai gpt-4o-mini 0.15"],
    [null, "openai/gpt-4o", "openai gpt-4o 2.5"],
    [null, "azure/gpt-4o", "azure gpt-4o 2.5"],
    ["azure", "azure/global-standard/gpt-4o", "azure gpt-4o 2.5"],
    ["azure_ai", "azure_ai/claude-opus-4-6", "azure claude-opus-4-6 5"],
    ["azure", "gpt-35-turbo", "azure gpt-3.5-turbo 0.5"],
    ["anthropic", "claude-opus-4-6\u001b[1m", "anthropic claude-opus-4-6 5"],
    ["anthropic", "claude-opus-4-6[1m]", "anthropic claude-opus-4-6 5"],
    [null, "anthropic/claude-sonnet-4-20250514", "anthropic claude-sonnet-4-0 3"],
    ["anthropic", "claude-haiku-4-5@20251001", "anthropic claude-haiku-4-5 1"],
    ["bedrock", "bedrock/us-east-1/anthropic.claude-sonnet-4-5-20250929-v1:0", "bedrock claude-sonnet-4-5 3.3"],
    [null, "bedrock/converse/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "bedrock claude-sonnet-4-5 3.3"],
    ["bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "bedrock claude-sonnet-4-5 3.3"],
    ["aws.bedrock", "apac.anthropic.claude-sonnet-4-5-20250929-v1:0", "bedrock claude-sonnet-4-5 3.3"],
    [null, "ca.anthropic.claude-opus-4-8", "bedrock claude-opus-4-8 5.5"],
    ["bedrock", "global.anthropic.claude-sonnet-4-5-20250929-v1:0", "bedrock claude-sonnet-4-5 3"],
    [
      "bedrock",
      "arn:aws:bedrock:us-east-1:123:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
      "bedrock claude-sonnet-4-5 3.3",
    ],
    [null, "bedrock/arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0", "bedrock claude-3-haiku 0.25"],
    ["bedrock", "us.meta.llama3-1-70b-instruct-v1:0", "bedrock meta.llama3-1-70b-instruct-v1:0 0.72"],
    [null, "vertex_ai/claude-sonnet-4-5@20250929", "google claude-sonnet-4-5 3"],
    ["vertex_ai-anthropic_models", "publishers/anthropic/models/claude-haiku-4-5@20251001", "google claude-haiku-4-5 1"],
    [null, "projects/p/locations/us-central1/publishers/google/models/gemini-2.5-pro", "google gemini-2.5-pro 1.25"],
    [null, "models/gemini-2.5-flash", "google gemini-2.5-flash 0.3"],
    ["gemini", "gemini/gemini-2.0-flash-001", "google gemini-2.0-flash 0.1"],
    [null, "openrouter/openai/gpt-4o", "openrouter gpt-4o 2.5"],
    ["openrouter", "anthropic/claude-sonnet-4.5", "openrouter claude-sonnet-4-5 3"],
    ["openrouter", "deepseek/deepseek-r1:free", "openrouter deepseek-reasoner 0"],
    [null, "groq/llama-3.3-70b-versatile", "groq llama-3.3-70b-versatile 0.59"],
    [null, "accounts/fireworks/models/deepseek-v3p2", "fireworks deepseek-v3p2 0.56"],
    ["fireworks_ai", "deepseek-v3p2", "fireworks deepseek-v3p2 0.56"],
    ["openai", "ft:gpt-4o-mini-2024-07-18:org::id", "openai ft:gpt-4o-mini 0.3"],
  ])("%s %s is %s", (provider, model, expected) => {
    expect(found(provider, model)).toBe(expected);
  });

  test("a bare Bedrock name is regional, and global where the row says so", () => {
    expect(found("bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0")).toBe("bedrock claude-sonnet-4-5 3.3");
    expect(found("bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", "global")).toBe("bedrock claude-sonnet-4-5 3");
    expect(found("bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "global")).toBe("bedrock claude-sonnet-4-5 3.3");
  });
});

describe("names that mean nothing the book knows", () => {
  test.each([
    ["openai", "gpt-4o-custom-xyz"],
    ["openai", "my-gpt-4"],
    [null, "my-gpt-4"],
    [null, "my-claude-sonnet-4-5"],
    ["azure", "my-o4-mini"],
    ["azure", "o4-mini-prod"],
    ["azure", "azure/eu/gpt-4o"],
    ["anthropic", "claude-sonnet-5-5"],
    ["anthropic", "claude-opus-4-7-fast"],
    ["anthropic", "claude-sonnet-4-55"],
    ["anthropic", "gpt-4o"],
    ["litellm_proxy", "openai/gpt-4o"],
    ["openai_compatible", "gpt-4o"],
    ["vllm", "meta-llama/Llama-3.3-70B-Instruct"],
    ["openai", "ft:gpt-4.1-2025-04-14:org::id"],
    ["bedrock", "arn:aws:bedrock:us-east-1:123:application-inference-profile/abc123"],
    ["bedrock", "arn:aws:bedrock:us-east-1:123:custom-model/anthropic.claude-3-haiku-20240307-v1:0/xyz"],
    ["google", "my-claude-3-haiku"],
    ["google", "gemini-1.5-flash-8b"],
    ["openrouter", "openai/gpt-4o:nitro"],
    ["openai", ""],
  ])("%s %s has no price", (provider, model) => {
    expect(found(provider, model)).toBeNull();
  });
});

describe("canonical ids", () => {
  test.each([
    [null, "azure/gpt-4o", "gpt-4o"],
    ["openai", "gpt-4o-2024-08-06", "gpt-4o"],
    ["litellm_proxy", "openai/gpt-4o", "gpt-4o"],
    ["bedrock", "arn:aws:bedrock:us-east-1:123:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"],
    ["openrouter", "anthropic/claude-sonnet-4.5", "claude-sonnet-4-5"],
    ["vertex_ai", "claude-sonnet-4@20250514", "claude-sonnet-4-0"],
    ["openai", "my-Model\u001b[1m", "my-Model"],
    ["acme", "acme/small-1", "small-1"],
    ["openai", "openai/gpt-4o-custom", "gpt-4o-custom"],
  ])("%s %s is %s", (provider, model, expected) => {
    expect(book.canonicalModel(provider, model)).toBe(expected);
  });
});
