import { parseCount, type RejectReason } from "../../facts";

export type Fields = Record<string, unknown>;

/** Thrown inside normalization; becomes a rejected outcome. `message` names the field and the value. */
export class Refusal extends Error {
  constructor(
    readonly reason: RejectReason,
    message: string,
  ) {
    super(message);
  }
}

const NONE: Fields = Object.freeze({});

/** An object, from an object or from JSON text (LiteLLM stores metadata, tags and responses as either). Anything else is empty. */
export function fieldsOf(value: unknown): Fields {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? NONE : (value as Fields);
  if (typeof value !== "string" || value.charCodeAt(0) !== 123 || value.length < 3) return NONE;
  try {
    return fieldsOf(JSON.parse(value));
  } catch {
    return NONE;
  }
}

/** Text that says something: null for null, "", "None" (Python's str(None)) and "null"; numbers as text. */
export function textOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string" || value === "" || value === "None" || value === "null") return null;
  if (value.charCodeAt(0) > 32 && value.charCodeAt(value.length - 1) > 32) return value;
  const trimmed = value.trim();
  // A control character at an end is below a space too, and no white space: it stays.
  return trimmed === value ? value : textOf(trimmed);
}

/** A stated count, or null. Throws `invalid_tokens` for negatives and fractions. */
export function countOf(value: unknown, field: string): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" && value >= 0 && Number.isSafeInteger(value)) return value;
  const parsed = parseCount(value);
  if ("problem" in parsed) throw new Refusal("invalid_tokens", `${field}: ${parsed.problem}`);
  return parsed.value;
}

/** The larger of the stated ones: a sender that forgets a count in one place writes 0 there. */
export function larger(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null || a >= b ? a : b;
}
