import { findProvider, type ModelInfo, type Provider } from "@pydantic/genai-prices";

/** Version of the price data in use; a test holds it against the installed package. */
export const BUILT_IN_VERSION = "0.1.8";

/**
 * Every provider in the data. The package gives out one provider at a time, or all of them asynchronously; naming them keeps this module
 * synchronous. A test holds the list against the package.
 */
export const BUILT_IN_PROVIDERS = [
  "anthropic",
  "arcee",
  "avian",
  "aws",
  "azure",
  "baseten",
  "cerebras",
  "cloudflare",
  "cohere",
  "cursor",
  "deepseek",
  "doubleword",
  "fireworks",
  "github-copilot",
  "google",
  "groq",
  "huggingface_cerebras",
  "huggingface_fireworks-ai",
  "huggingface_groq",
  "huggingface_hyperbolic",
  "huggingface_nebius",
  "huggingface_novita",
  "huggingface_nscale",
  "huggingface_ovhcloud",
  "huggingface_publicai",
  "huggingface_sambanova",
  "huggingface_together",
  "minimax",
  "mistral",
  "modal",
  "moonshotai",
  "novita",
  "openai",
  "openrouter",
  "ovhcloud",
  "perplexity",
  "quicksilverpro",
  "together",
  "typesafe",
  "voyageai",
  "x-ai",
  "zai",
  "zhipuai",
] as const;

/** Ids by which we call a provider that the data calls otherwise; the first is the one a price carries. */
const OUR_IDS: Record<string, string[]> = {
  aws: ["bedrock", "amazon"],
  google: ["google", "vertex_ai"],
  "github-copilot": ["github_copilot"],
  voyageai: ["voyage"],
  zai: ["z-ai", "z.ai"],
};

export type BuiltInModel = ModelInfo;
export type BuiltInProvider = Provider;

/** The built-in providers by the data's own id. The data alone is read: the package's matching and its float arithmetic are not used. */
export function builtInProviders(): Map<string, BuiltInProvider> {
  const providers = new Map<string, BuiltInProvider>();
  for (const id of BUILT_IN_PROVIDERS) {
    const provider = findProvider({ providerId: id });
    if (provider) providers.set(id, provider);
  }
  return providers;
}

const BY_OUR_ID = new Map<string, string>([
  ...BUILT_IN_PROVIDERS.map((id): [string, string] => [id, id]),
  ...Object.entries(OUR_IDS).flatMap(([id, ours]) => ours.map((own): [string, string] => [own, id])),
]);

/** The data's id of a provider that we call `provider`; undefined where the data has no such provider. */
export function builtInIdOf(provider: string): string | undefined {
  return BY_OUR_ID.get(provider);
}

/** Our id of a provider in the data: `aws` is `bedrock`. */
export function ourIdOf(builtInId: string): string {
  return OUR_IDS[builtInId]?.[0] ?? builtInId;
}
