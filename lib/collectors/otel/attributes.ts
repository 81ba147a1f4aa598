/** Attributes of a span or resource: key → scalar, array or plain object, out of OTLP's AnyValue wrapping. */
export type Attributes = ReadonlyMap<string, unknown>;

export const NO_ATTRIBUTES: Attributes = new Map();

export type Json = Record<string, unknown>;
export const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads OTLP's list of `{key, value}`; also a plain object, as some senders write. Anything else has no attributes. */
export function readAttributes(list: unknown): Attributes {
  if (Array.isArray(list)) {
    const attributes = new Map<string, unknown>();
    for (const entry of list) {
      if (isJson(entry) && typeof entry.key === "string") attributes.set(entry.key, anyValue(entry.value));
    }
    return attributes;
  }
  if (!isJson(list)) return NO_ATTRIBUTES;
  return new Map(Object.entries(list).map(([key, value]) => [key, anyValue(value)]));
}

/** The value inside an AnyValue, in either spelling of its fields. Integers stay as written, number or text. */
function anyValue(value: unknown): unknown {
  if (!isJson(value)) return value;
  for (const field in value) {
    switch (field) {
      case "stringValue":
      case "string_value":
      case "intValue":
      case "int_value":
      case "doubleValue":
      case "double_value":
      case "boolValue":
      case "bool_value":
      case "bytesValue":
      case "bytes_value":
        return value[field];
      case "arrayValue":
      case "array_value":
        return valuesOf(value[field]).map(anyValue);
      case "kvlistValue":
      case "kvlist_value":
        return Object.fromEntries(readAttributes(valuesOf(value[field])));
      default:
        return value;
    }
  }
  return null;
}

function valuesOf(list: unknown): unknown[] {
  return isJson(list) && Array.isArray(list.values) ? list.values : [];
}

/** The value as trimmed text; null for empty text, "None", "null" and what is neither text nor a number. */
export function asText(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return null;
  const text = value.trim();
  return text === "" || text === "None" || text === "null" ? null : text;
}

/** Text of the first of `keys` that has any. */
export function firstText(attributes: Attributes, keys: readonly string[]): string | null {
  for (const key of keys) {
    const text = asText(attributes.get(key));
    if (text !== null) return text;
  }
  return null;
}

/** The first of `keys` whose value is a finite number, zero or more, as number or text. */
export function firstNumber(attributes: Attributes, keys: readonly string[]): number | null {
  for (const key of keys) {
    const text = asText(attributes.get(key));
    const number = text === null ? Number.NaN : Number(text);
    if (Number.isFinite(number) && number >= 0) return number;
  }
  return null;
}

/** A JSON object inside a text attribute; null where it is none, is cut off, or is longer than `limit` characters. */
export function parseJson(value: unknown, limit = 65_536): Json | null {
  if (isJson(value)) return value;
  if (typeof value !== "string" || value.length > limit || !value.startsWith("{")) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return isJson(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
