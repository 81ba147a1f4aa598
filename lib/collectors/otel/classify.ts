import type { AttemptFact } from "../../facts";
import { type Attributes, asText, firstText } from "./attributes";
import { KEYS, MARKERS } from "./keys";

/** A model call and its kind, or why the span is none. `claudeCode`: token counts stand under Claude Code's bare names. */
export type SpanClass = { call: AttemptFact["kind"]; claudeCode?: boolean } | { ignored: "agent_span" | "other_span" };

const AGENT: SpanClass = { ignored: "agent_span" };
const OTHER: SpanClass = { ignored: "other_span" };

const CALL_OPERATIONS = new Map<string, AttemptFact["kind"]>([
  ["chat", "chat"],
  ["generate_content", "chat"],
  ["responses", "chat"],
  ["messages", "chat"],
  ["text_completion", "completion"],
  ["completion", "completion"],
  ["embeddings", "embedding"],
  ["embedding", "embedding"],
  ["rerank", "rerank"],
  ["image_generation", "image"],
  ["generate_image", "image"],
  ["image", "image"],
  ["audio", "audio"],
  ["speech", "audio"],
  ["transcription", "audio"],
  ["text_to_speech", "audio"],
  ["speech_to_text", "audio"],
  ["moderation", "moderation"],
]);
const AGENT_WORK = /agent|tool|workflow|chain|retriev|memory|task|plan|handoff|vectordb|framework|evaluat/;
const GUARD = /guardrail/;

/**
 * Sorts a span by its attributes; its name counts only where a dialect has no attribute for it.
 * A span without any marker that claims usage or names a model is a call: whether it repeats its children is known only once they are here.
 */
export function classify(attributes: Attributes, name: string): SpanClass {
  return (
    byVercel(attributes) ??
    byOpenInference(attributes, name) ??
    byOperation(attributes) ??
    byTraceloop(attributes) ??
    byClaudeCode(attributes, name) ??
    byUsage(attributes)
  );
}

function byVercel(attributes: Attributes): SpanClass | null {
  const operation = asText(attributes.get(MARKERS.vercel)) ?? asText(attributes.get(MARKERS.vercelName))?.split(" ")[0];
  if (!operation?.startsWith("ai.")) return null;
  if (!/\.do[A-Z]/.test(operation)) return AGENT;
  if (/embed/i.test(operation)) return { call: "embedding" };
  return { call: /rerank/i.test(operation) ? "rerank" : "chat" };
}

function byOpenInference(attributes: Attributes, name: string): SpanClass | null {
  switch (asText(attributes.get(MARKERS.openInference))?.toUpperCase()) {
    case "LLM":
      return { call: /transcri|speech|audio/i.test(name) ? "audio" : /image/i.test(name) ? "image" : "chat" };
    case "EMBEDDING":
      return { call: "embedding" };
    case "RERANKER":
      return { call: "rerank" };
    case "GUARDRAIL":
      return guard(attributes);
    case "AGENT":
    case "TOOL":
    case "CHAIN":
    case "RETRIEVER":
    case "EVALUATOR":
    case "PROMPT":
      return AGENT;
    default:
      return null;
  }
}

function byOperation(attributes: Attributes): SpanClass | null {
  const operation = firstText(attributes, KEYS.operation)?.toLowerCase();
  if (!operation) return null;
  const call = CALL_OPERATIONS.get(operation);
  if (call) return { call };
  if (GUARD.test(operation)) return guard(attributes);
  if (AGENT_WORK.test(operation)) return AGENT;
  return claimsUsage(attributes) ? { call: "other" } : null;
}

function byTraceloop(attributes: Attributes): SpanClass | null {
  if (asText(attributes.get(MARKERS.traceloop))) return AGENT;
  const request = asText(attributes.get(MARKERS.traceloopRequest))?.toLowerCase();
  return request ? { call: CALL_OPERATIONS.get(request) ?? "other" } : null;
}

function byClaudeCode(attributes: Attributes, name: string): SpanClass | null {
  if (asText(attributes.get(MARKERS.claudeCode)) === "llm_request" || name === "claude_code.llm_request")
    return { call: "chat", claudeCode: true };
  return name.startsWith("claude_code.") ? AGENT : null;
}

function byUsage(attributes: Attributes): SpanClass {
  const model =
    firstText(attributes, KEYS.responseModel) ?? firstText(attributes, KEYS.requestModel) ?? firstText(attributes, KEYS.onlyModel);
  return model !== null || claimsUsage(attributes) ? { call: "chat" } : OTHER;
}

/** A guard that asks a model costs money as overhead; one that only runs rules is no call. */
const guard = (attributes: Attributes): SpanClass => (claimsUsage(attributes) ? { call: "guard" } : AGENT);

const claimsUsage = (attributes: Attributes): boolean =>
  firstText(attributes, KEYS.input) !== null || firstText(attributes, KEYS.output) !== null;
