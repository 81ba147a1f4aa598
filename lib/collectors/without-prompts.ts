/** Fields that hold what people or models wrote, in any of the formats we read. Names of counts (`prompt_tokens`) are not in it. */
const PROMPT_FIELDS = new Set([
  "messages",
  "message",
  "prompt",
  "prompts",
  "input",
  "inputs",
  "output",
  "outputs",
  "content",
  "contents",
  "text",
  "completion",
  "choices",
  "candidates",
  "parts",
  "system",
  "system_prompt",
  "system_instruction",
  "systeminstruction",
  "instructions",
  "query",
  "arguments",
  "result",
  "tools",
  "tool_calls",
  "proxy_server_request",
  "request",
  "requestbody",
  "request_body",
  "responsebody",
  "response_body",
  "body",
  "raw_request",
  "raw_response",
  "guardrail_request",
  "guardrail_response",
  "vector_store_request_metadata",
  "vector_store_search_response",
  "mcp_tool_call_metadata",
  "prompt_variables",
  "classifier_input",
  "error_str",
  "error_message",
  "error_str_debug",
  "traceback",
  "traceback_str",
  "statusmessage",
]);
/** Of a `response` only what a retry needs. */
const RESPONSE_FIELDS = new Set(["id", "model", "object", "created", "usage", "service_tier"]);
const MAX_TEXT = 1_000;
const MAX_DEPTH = 12;

/**
 * A copy of a record for the list of rejects: prompts, answers and error texts (which quote them) are left out, also inside fields that hold
 * JSON as text; other texts are cut at 1,000 characters. The record itself is not changed.
 */
export function withoutPrompts(record: unknown): unknown {
  return copy(record, 0);
}

function copy(value: unknown, depth: number): unknown {
  if (typeof value === "string") return copyText(value, depth);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
  const kept: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const lower = name.toLowerCase();
    if (lower === "response") kept[name] = copyResponse(field, depth);
    else if (!PROMPT_FIELDS.has(lower)) kept[name] = copy(field, depth + 1);
  }
  return kept;
}

function copyResponse(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return copy(Object.fromEntries(Object.entries(value).filter(([name]) => RESPONSE_FIELDS.has(name))), depth + 1);
}

function copyText(value: string, depth: number): string {
  const first = value.trimStart().charAt(0);
  if (first === "{" || first === "[") {
    try {
      return JSON.stringify(copy(JSON.parse(value), depth + 1));
    } catch {
      return "";
    }
  }
  return value.length > MAX_TEXT ? value.slice(0, MAX_TEXT) : value;
}
