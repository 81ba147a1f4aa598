import { promptHash, REDACTED } from "../../facts";
import { type Fields, fieldsOf } from "./fields";

/** Texts that LiteLLM writes where it cut a prompt: two prompts cut to the same rest are not the same prompt. */
const CUT = ["litellm_truncated", "... (truncated "];

/** Hash of the prompt, from `messages`, else from the request body; the same for the log's list and for the table's JSON text. Null where it is absent, emptied or cut. */
export function promptHashOf(row: Fields): string | null {
  if (isRedacted(row.messages)) return null;
  const own = textual(row.messages);
  if (own !== null) return hashed(own);
  if (row.proxy_server_request == null || row.proxy_server_request === "{}") return null;
  const request = fieldsOf(row.proxy_server_request);
  const body = request.body === undefined ? request : fieldsOf(request.body);
  const text = textual(body.messages ?? body.input ?? body.prompt);
  return text === null ? null : hashed(text);
}

/** Where prompts are not logged, this stands in each message: what `promptHash` finds in the text of them all, without writing it. */
function isRedacted(messages: unknown): boolean {
  const [first] = Array.isArray(messages) ? messages : [];
  return typeof first?.content === "string" && first.content.includes(REDACTED);
}

function textual(value: unknown): string | null {
  if (value == null || value === "" || value === "{}" || value === "[]") return null;
  if (typeof value !== "string") {
    const text = JSON.stringify(value);
    return text === "{}" || text === "[]" ? null : text;
  }
  const first = value.charCodeAt(0);
  if (first !== 91 && first !== 123) return value;
  try {
    return JSON.stringify(JSON.parse(value));
  } catch {
    return value;
  }
}

function hashed(text: string): string | null {
  return CUT.some((mark) => text.includes(mark)) ? null : promptHash(text);
}
