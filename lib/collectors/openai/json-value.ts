import { isLosslessNumber } from "lossless-json";
import { hashEmails } from "../../facts/email";

export type JsonObject = Record<string, unknown>;

export function isObject(v: unknown): v is JsonObject {
  return typeof v === "object" && v !== null && !Array.isArray(v) && !isLosslessNumber(v);
}

/** A number's exact text where the reader kept it, else the value as it is: what `parseCount` and `parseDecimal` take. */
export function scalar(v: unknown): unknown {
  return isLosslessNumber(v) ? v.value : v;
}

/** Does the source say anything here? Null, missing and "" are "not grouped by" or "not counted". */
export function isStated(v: unknown): boolean {
  return v !== undefined && v !== null && v !== "";
}

/** A value as it may be quoted in a sentence to the user: short, and without an e-mail address. */
export function quoted(v: unknown, keepEmails: boolean): string {
  const text = JSON.stringify(plain(v, keepEmails)) ?? "undefined";
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/**
 * The value as ordinary JSON, for the store of rejected records: exact numbers that a float can't hold become text (which this collector reads too),
 * e-mail addresses are hashed unless kept.
 */
export function plain(v: unknown, keepEmails: boolean): unknown {
  if (isLosslessNumber(v)) return String(Number(v.value)) === v.value ? Number(v.value) : v.value;
  if (typeof v === "string") return hashEmails(v, keepEmails);
  if (Array.isArray(v)) return v.map((element) => plain(element, keepEmails));
  if (!isObject(v)) return v;
  return Object.fromEntries(Object.entries(v).map(([key, value]) => [key, plain(value, keepEmails)]));
}
