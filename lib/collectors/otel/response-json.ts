import { type Attributes, isJson, type Json, parseJson } from "./attributes";
import { RESPONSE_JSON } from "./keys";

/** Usage details that a span carries only inside a JSON text. Values are as written and not yet checked; undefined where not stated. */
export interface Stated {
  cacheRead?: unknown;
  cacheWrite?: unknown;
  cacheWrite5m?: unknown;
  cacheWrite1h?: unknown;
  reasoning?: unknown;
  webSearch?: unknown;
  audioSeconds?: unknown;
  cost?: unknown;
  tier?: unknown;
  responseId?: unknown;
  requestModel?: unknown;
  /** The provider counts input without cache… */
  exclusiveProvider?: boolean;
  /** …and this is that count, where stated. */
  exclusiveInput?: unknown;
}

const NOTHING: Stated = {};
const part = (json: Json | undefined, key: string): Json | undefined => {
  const value = json?.[key];
  return isJson(value) ? value : undefined;
};

export function readStated(attributes: Attributes): Stated {
  const metadata = attributes.get(RESPONSE_JSON.vercel);
  if (metadata !== undefined) return fromVercel(parseJson(metadata));
  const output = attributes.get(RESPONSE_JSON.openInference);
  const parameters = attributes.get(RESPONSE_JSON.parameters);
  if (output === undefined && parameters === undefined) return NOTHING;
  return { ...fromOutput(parseJson(output)), requestModel: parseJson(parameters)?.model };
}

/** `ai.response.providerMetadata` of the Vercel AI SDK: one object per provider, each in that provider's own terms. */
function fromVercel(metadata: Json | null): Stated {
  if (!metadata) return NOTHING;
  const openai = part(metadata, "openai") ?? part(metadata, "azure");
  const anthropic = part(metadata, "anthropic");
  const usage = part(anthropic, "usage");
  const ttl = part(usage, "cache_creation");
  const bedrock = part(part(metadata, "bedrock"), "usage");
  const google = part(part(metadata, "google"), "usageMetadata");
  const openrouter = part(part(metadata, "openrouter"), "usage");
  return {
    cacheRead:
      openai?.cachedPromptTokens ??
      usage?.cache_read_input_tokens ??
      anthropic?.cacheReadInputTokens ??
      bedrock?.cacheReadInputTokens ??
      google?.cachedContentTokenCount,
    cacheWrite: usage?.cache_creation_input_tokens ?? anthropic?.cacheCreationInputTokens ?? bedrock?.cacheWriteInputTokens,
    cacheWrite5m: ttl?.ephemeral_5m_input_tokens,
    cacheWrite1h: ttl?.ephemeral_1h_input_tokens,
    reasoning: openai?.reasoningTokens ?? google?.thoughtsTokenCount,
    webSearch: part(usage, "server_tool_use")?.web_search_requests,
    cost: openrouter?.cost ?? part(metadata, "gateway")?.cost,
    tier: openai?.serviceTier ?? usage?.service_tier,
    responseId: openai?.responseId,
    exclusiveProvider: anthropic !== undefined || bedrock !== undefined,
    exclusiveInput: usage?.input_tokens,
  };
}

/** OpenInference puts the provider's answer into `output.value`; its id and tier stand nowhere else. */
function fromOutput(answer: Json | null): Stated {
  if (!answer) return NOTHING;
  const usage = part(answer, "usage");
  const isAnswer = typeof answer.object === "string" || answer.type === "message";
  return {
    responseId: isAnswer ? answer.id : undefined,
    tier: isAnswer ? (answer.service_tier ?? usage?.service_tier) : undefined,
    webSearch: part(usage, "server_tool_use")?.web_search_requests,
    audioSeconds: usage?.type === "duration" ? usage.seconds : undefined,
  };
}
