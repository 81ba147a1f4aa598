import type { BucketFact } from "../../facts";
import { isStated, type JsonObject } from "./json-value";

export interface UsageEndpoint {
  /** As in the path of the API: /v1/organization/usage/<name>. */
  name: string;
  kind: BucketFact["kind"];
  /** Do its rows count model requests? Tool calls don't: the model request that made them is in `completions` already. */
  requests: boolean;
  tokens: boolean;
  /** The billed unit beside tokens, and the fields that may hold it. */
  unit: { name: string; fields: readonly string[] } | null;
}

const TOKENS = { requests: true, tokens: true, unit: null };

export const USAGE_ENDPOINTS: Record<string, UsageEndpoint> = {
  completions: { name: "completions", kind: "chat", ...TOKENS },
  embeddings: { name: "embeddings", kind: "embedding", ...TOKENS },
  moderations: { name: "moderations", kind: "moderation", ...TOKENS },
  images: { name: "images", kind: "image", requests: true, tokens: false, unit: { name: "image", fields: ["images", "num_images"] } },
  audio_speeches: {
    name: "audio_speeches",
    kind: "audio",
    requests: true,
    tokens: false,
    unit: { name: "character", fields: ["characters", "num_characters"] },
  },
  audio_transcriptions: {
    name: "audio_transcriptions",
    kind: "audio",
    requests: true,
    tokens: false,
    unit: { name: "audio_second", fields: ["seconds", "num_seconds"] },
  },
  vector_stores: {
    name: "vector_stores",
    kind: "tool",
    requests: false,
    tokens: false,
    unit: { name: "vector_store_byte", fields: ["usage_bytes"] },
  },
  code_interpreter_sessions: {
    name: "code_interpreter_sessions",
    kind: "tool",
    requests: false,
    tokens: false,
    unit: { name: "code_interpreter_session", fields: ["num_sessions", "sessions"] },
  },
  file_search_calls: {
    name: "file_search_calls",
    kind: "search",
    requests: false,
    tokens: false,
    unit: { name: "file_search", fields: ["num_requests", "num_calls"] },
  },
  web_search_calls: {
    name: "web_search_calls",
    kind: "search",
    requests: false,
    tokens: false,
    unit: { name: "web_search", fields: ["num_requests", "num_calls"] },
  },
};

/** Names met in `object` that differ from the path; singular and plural are told apart nowhere. */
const SPELLINGS: Record<string, string> = {
  completion: "completions",
  chat_completion: "completions",
  embedding: "embeddings",
  moderation: "moderations",
  image: "images",
  audio_speech: "audio_speeches",
  audio_transcription: "audio_transcriptions",
  vector_store: "vector_stores",
  code_interpreter: "code_interpreter_sessions",
  code_interpreter_session: "code_interpreter_sessions",
  file_search: "file_search_calls",
  file_searche: "file_search_calls",
  file_search_call: "file_search_calls",
  web_search: "web_search_calls",
  web_searche: "web_search_calls",
  web_search_call: "web_search_calls",
  cost: "costs",
};

/** The endpoint that an `object` name belongs to ("organization.usage.web_searches.result" → "web_search_calls"), or null. */
function endpointOfObject(object: string): string | null {
  const name = object
    .trim()
    .toLowerCase()
    .replace(/^organization\./, "")
    .replace(/^usage\./, "")
    .replace(/\.results?$/, "");
  if (name === "costs" || Object.hasOwn(USAGE_ENDPOINTS, name)) return name;
  return SPELLINGS[name] ?? SPELLINGS[name.replace(/s$/, "")] ?? null;
}

const FIELD_TELLS: readonly (readonly [string, string])[] = [
  ["amount", "costs"],
  ["characters", "audio_speeches"],
  ["seconds", "audio_transcriptions"],
  ["images", "images"],
  ["usage_bytes", "vector_stores"],
  ["num_sessions", "code_interpreter_sessions"],
  ["output_tokens", "completions"],
];

/** The endpoint of a row that has no `object`, by the fields it has; null where they fit several. */
function endpointOfFields(row: JsonObject): string | null {
  const tell = FIELD_TELLS.find(([field]) => isStated(row[field]));
  if (tell) return tell[1];
  if (isStated(row.num_requests)) {
    if ("vector_store_id" in row) return "file_search_calls";
    return "context_level" in row || "num_model_requests" in row ? "web_search_calls" : "file_search_calls";
  }
  if (!isStated(row.input_tokens)) return null;
  const model = typeof row.model === "string" ? row.model : "";
  if (model.includes("embedding")) return "embeddings";
  if (model.includes("moderation")) return "moderations";
  return "input_cached_tokens" in row || "batch" in row || "service_tier" in row ? "completions" : null;
}

/** The endpoint of any row, or null. A stated `object` is believed, never guessed around. */
export function endpointOf(row: JsonObject): string | null {
  return typeof row.object === "string" ? endpointOfObject(row.object) : isStated(row.object) ? null : endpointOfFields(row);
}
