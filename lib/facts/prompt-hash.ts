import { createHash } from "node:crypto";

/** What LiteLLM writes in place of a prompt that is not to be logged. */
export const REDACTED = "redacted-by-litellm";

/** First 16 hex digits of SHA-256 over the prompt's JSON. Null where the source holds no prompt (or an emptied one: {}, [], "", "redacted-by-litellm…"). */
export function promptHash(prompt: unknown): string | null {
  if (prompt == null) return null;
  const text = typeof prompt === "string" ? prompt : JSON.stringify(prompt);
  if (text === "" || text === "{}" || text === "[]" || text === '""' || text.includes(REDACTED)) return null;
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
