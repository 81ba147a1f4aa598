/** A model as the demo calls it: who serves it, and how fast. */
export interface Model {
  provider: string;
  /** As the gateway logs it. */
  name: string;
  apiBase: string;
  /** Time to the first token for a short prompt, ms. */
  firstMs: number;
  /** Reading a thousand uncached input tokens, ms. */
  readMs: number;
  /** Writing one output token, ms. */
  writeMs: number;
}

const model = (provider: string, name: string, apiBase: string, [firstMs, readMs, writeMs]: [number, number, number]): Model => ({
  provider,
  name,
  apiBase,
  firstMs,
  readMs,
  writeMs,
});

const ANTHROPIC = "https://api.anthropic.com";
const OPENAI = "https://api.openai.com/v1";
const MISTRAL = "https://api.mistral.ai/v1";

/** Four providers, and two models of the company's own: one with an internal price, one that nobody gave a price. */
export const MODELS = {
  sonnet: model("anthropic", "claude-sonnet-4-6", ANTHROPIC, [780, 28, 14]),
  haiku: model("anthropic", "claude-haiku-4-5", ANTHROPIC, [420, 14, 7]),
  opus: model("anthropic", "claude-opus-5", ANTHROPIC, [1_350, 40, 19]),
  gpt: model("openai", "gpt-5.5", OPENAI, [1_100, 30, 15]),
  terra: model("openai", "gpt-5.6-terra", OPENAI, [900, 22, 11]),
  nano: model("openai", "gpt-5-nano", OPENAI, [260, 9, 5]),
  embedding: model("openai", "text-embedding-3-large", OPENAI, [110, 18, 0]),
  flash: model("vertex_ai", "gemini-3-flash-preview", "https://europe-west4-aiplatform.googleapis.com", [700, 9, 4]),
  gemini: model("vertex_ai", "gemini-3.1-pro-preview", "https://europe-west4-aiplatform.googleapis.com", [1_600, 26, 9]),
  mistral: model("mistral", "mistral-medium-3-5", MISTRAL, [520, 20, 10]),
  codestral: model("mistral", "codestral-2508", MISTRAL, [190, 15, 6]),
  invoice: model("hosted_vllm", "acme-invoice-32b", "http://vllm.internal:8000/v1", [380, 34, 16]),
  legal: model("hosted_vllm", "acme-legal-7b", "http://vllm.internal:8000/v1", [340, 35, 13]),
} as const;

/** Names that clients ask for instead of a model. */
export const ALIASES = { extract: "doc-extract", translate: "translator" } as const;

/** What a client asks for: the name stands for this model. */
export const askedAs = (name: string, model: Model): Model => ({ ...model, name });
