import type { AttemptFact } from "../../facts";
import { type Fields, fieldsOf, textOf } from "./fields";

export type CallKind = AttemptFact["kind"] | "batch" | "management";

/** LiteLLM's call types (CallTypes enum, read 2026-11-22) without the "a" of their asynchronous twins. */
const CALL_TYPES: Record<Exclude<CallKind, "router" | "guard">, readonly string[]> = {
  chat: [
    "completion",
    "anthropic_messages",
    "responses",
    "generate_content",
    "generate_content_stream",
    "_arealtime",
    "_aresponses_websocket",
    "realtime",
    "pass_through_endpoint",
    "llm_passthrough_route",
    "create_interaction",
    "run_thread",
    "run_thread_stream",
  ],
  completion: ["text_completion"],
  embedding: ["embedding"],
  rerank: ["rerank"],
  image: ["image_generation", "image_edit", "image_variation"],
  audio: ["transcription", "speech", "realtime_calls"],
  moderation: ["moderation"],
  search: ["search"],
  tool: [],
  other: ["ocr", "create_video", "video_remix", "video_edit", "video_extension", "send_message", "query"],
  batch: ["create_batch", "retrieve_batch"],
  management: [
    "cancel_batch",
    "get_assistants",
    "create_assistants",
    "delete_assistant",
    "create_thread",
    "get_thread",
    "a_add_message",
    "add_message",
    "get_messages",
    "file_retrieve",
    "file_delete",
    "file_list",
    "create_file",
    "file_content",
    "create_fine_tuning_job",
    "cancel_fine_tuning_job",
    "list_fine_tuning_jobs",
    "retrieve_fine_tuning_job",
    "video_retrieve",
    "video_content",
    "video_list",
    "video_retrieve_job",
    "video_delete",
    "video_create_character",
    "video_get_character",
    "vector_store_file_create",
    "vector_store_file_list",
    "vector_store_file_retrieve",
    "vector_store_file_content",
    "vector_store_file_update",
    "vector_store_file_delete",
    "vector_store_create",
    "vector_store_search",
    "ingest",
    "create_container",
    "list_containers",
    "retrieve_container",
    "delete_container",
    "list_container_files",
    "upload_container_file",
    "create_sandbox",
    "delete_sandbox",
    "run_code",
    "code_interpreter_tool",
    "list_input_items",
    "call_mcp_tool",
    "list_mcp_tools",
    "create_skill",
    "get_responses",
    "delete_responses",
    "cancel_responses",
    "list_batches",
    "create_realtime_client_secret",
    "create_realtime_transcription_session",
    "health",
    "health_check",
    "ahealth_check",
    "list_models",
  ],
};
const BY_CALL_TYPE = new Map<string, CallKind>();
for (const [kind, names] of Object.entries(CALL_TYPES))
  for (const name of names) BY_CALL_TYPE.set(name, kind as CallKind).set(`a${name}`, kind as CallKind);

const BY_MODE = new Map<string, CallKind>([
  ["chat", "chat"],
  ["responses", "chat"],
  ["realtime", "chat"],
  ["completion", "completion"],
  ["embedding", "embedding"],
  ["rerank", "rerank"],
  ["image_generation", "image"],
  ["image_edit", "image"],
  ["audio_transcription", "audio"],
  ["audio_speech", "audio"],
  ["moderation", "moderation"],
  ["search", "search"],
  ["ocr", "other"],
  ["video_generation", "other"],
]);

const HEALTH_CHECK = "litellm-internal-health-check";

/**
 * What kind of call a record is; "management" is no model call, "batch" one only where it carries usage. Calls that LiteLLM makes for itself
 * (`metadata.internal_call_origin`) are `guard` where they judge or check content, else `router`; reading a background response is the call itself.
 * Health checks are known by LiteLLM's own key, alias or team, not by tags, since callers write those.
 */
export function callKind(row: Fields, metadata: Fields): CallKind {
  if (
    row.api_key === HEALTH_CHECK ||
    row.team_id === HEALTH_CHECK ||
    metadata.user_api_key_alias === HEALTH_CHECK ||
    metadata.user_api_key_team_id === HEALTH_CHECK
  )
    return "management";
  const origin = textOf(metadata.internal_call_origin);
  if (origin !== null) {
    if (origin.includes("background") || origin.includes("responses_cost")) return "chat";
    return origin.includes("guardrail") || origin.includes("judge") ? "guard" : "router";
  }
  const callType = typeof row.call_type === "string" ? row.call_type : "";
  const known = BY_CALL_TYPE.get(callType);
  if (known !== undefined) return known;
  if (callType === "") return "chat";
  const mode = textOf(fieldsOf(fieldsOf(metadata.model_map_information ?? row.model_map_information).model_map_value).mode);
  return (mode === null ? undefined : BY_MODE.get(mode)) ?? byRoute(callType);
}

/** Some rows of failed calls carry the HTTP route as call type. */
function byRoute(callType: string): CallKind {
  if (callType.includes("embedding")) return "embedding";
  if (callType.includes("images/")) return "image";
  if (callType.includes("audio/")) return "audio";
  if (callType.includes("rerank")) return "rerank";
  if (callType.includes("moderation")) return "moderation";
  if (callType.includes("completion") || callType.includes("messages") || callType.includes("responses")) return "chat";
  return "other";
}
