import { type AttemptFact, canonicalProvider } from "../../facts";
import { type Fields, fieldsOf, textOf } from "./fields";

/** First parts of a model name that name a provider; "meta-llama/…" and the like name a maker. */
const PROVIDER_PREFIXES = new Set([
  "openai",
  "azure",
  "azure_ai",
  "azure_text",
  "anthropic",
  "bedrock",
  "bedrock_converse",
  "vertex_ai",
  "vertex_ai_beta",
  "gemini",
  "openrouter",
  "mistral",
  "cohere",
  "cohere_chat",
  "groq",
  "deepseek",
  "together_ai",
  "fireworks_ai",
  "perplexity",
  "xai",
  "x-ai",
  "databricks",
  "sagemaker",
  "sagemaker_chat",
  "watsonx",
  "huggingface",
  "replicate",
  "ollama",
  "ollama_chat",
  "vllm",
  "hosted_vllm",
  "cerebras",
  "sambanova",
  "nvidia_nim",
  "deepinfra",
  "voyage",
  "jina_ai",
  "cloudflare",
  "moonshot",
  "github",
  "github_copilot",
  "snowflake",
  "oci",
  "dashscope",
  "novita",
  "nebius",
  "lambda_ai",
  "text-completion-openai",
  "codestral",
  "ai21",
  "nscale",
  "baseten",
]);

type ModelPart = Pick<AttemptFact, "provider" | "model" | "requestedModel" | "route">;
const providers = new Map<string, string | null>();

/** Who was asked for what, who answered, and through which deployment. `model` stays as written. */
export function modelOf(row: Fields, metadata: Fields): ModelPart {
  const map = fieldsOf(metadata.model_map_information ?? row.model_map_information);
  const model = textOf(row.model) ?? textOf(fieldsOf(row.hidden_params).litellm_model_name) ?? textOf(map.model_map_key);
  const named = textOf(row.custom_llm_provider) ?? prefixOf(model) ?? textOf(fieldsOf(map.model_map_value).litellm_provider);
  return {
    provider: named === null ? null : canonical(named),
    model,
    requestedModel: textOf(metadata.original_model_group) ?? textOf(row.model_group) ?? textOf(metadata.model_group),
    route: routeOf(textOf(row.api_base)) ?? textOf(row.model_id),
  };
}

/** Few names, asked for every record. */
function canonical(name: string): string | null {
  let id = providers.get(name);
  if (id === undefined) {
    id = canonicalProvider(name);
    if (providers.size < 1_000) providers.set(name, id);
  }
  return id;
}

function prefixOf(model: string | null): string | null {
  const slash = model === null ? -1 : model.indexOf("/");
  if (model === null || slash < 1) return null;
  const prefix = model.slice(0, slash).toLowerCase();
  return PROVIDER_PREFIXES.has(prefix) ? prefix : null;
}

/** A query string can hold a key. */
function routeOf(apiBase: string | null): string | null {
  const query = apiBase === null ? -1 : apiBase.indexOf("?");
  return apiBase === null || query < 0 ? apiBase : apiBase.slice(0, query) || null;
}

const TIERS = new Map<string, AttemptFact["tier"]>([
  ["default", "standard"],
  ["standard", "standard"],
  ["flex", "flex"],
  ["priority", "priority"],
  ["fast", "priority"],
  ["scale", "scale"],
  ["batch", "batch"],
]);

/** The tier the call was served at: the response's before the request's; "auto" says nothing. Anthropic's `speed: fast` is priority. */
export function tierOf(row: Fields, metadata: Fields, usage: Fields | null, response: Fields): AttemptFact["tier"] {
  if (usage !== null && usage.speed === "fast") return "priority";
  const stated = [
    usage?.service_tier,
    response.service_tier,
    row.service_tier,
    fieldsOf(metadata.cost_breakdown ?? row.cost_breakdown).service_tier,
    fieldsOf(row.model_parameters).service_tier,
  ];
  for (const value of stated) {
    const tier = typeof value === "string" ? TIERS.get(value.toLowerCase()) : undefined;
    if (tier !== undefined) return tier;
  }
  return null;
}
