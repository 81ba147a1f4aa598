import type { AttemptFact } from "../../facts";
import { type Attributes, asText, firstText, isJson, type Json, readAttributes } from "./attributes";
import { CLAUDE_CODE_KEYS, KEYS } from "./keys";

export type Status = Pick<AttemptFact, "status" | "errorClass">;

/** A call failed if its status says so (number or enum name) or it names an error type. Messages are not kept: they quote prompts. */
export function readStatus(span: Json, attributes: Attributes, events: readonly unknown[], claudeCode: boolean): Status {
  const code = isJson(span.status) ? span.status.code : null;
  const named = firstText(attributes, KEYS.errorClass);
  const refused = claudeCode && String(attributes.get(CLAUDE_CODE_KEYS.success)) === "false";
  const failed = named !== null || refused || code === 2 || code === "2" || code === "STATUS_CODE_ERROR";
  if (!failed) return { status: "success", errorClass: null };
  const http = claudeCode ? asText(attributes.get(CLAUDE_CODE_KEYS.statusCode)) : null;
  return { status: "failure", errorClass: named ?? exceptionType(events) ?? http };
}

function exceptionType(events: readonly unknown[]): string | null {
  for (const event of events) {
    if (isJson(event) && event.name === "exception") return asText(readAttributes(event.attributes).get("exception.type"));
  }
  return null;
}
