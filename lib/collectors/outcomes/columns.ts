import { isLosslessNumber } from "lossless-json";

/** Names that a field goes by, the ones that say more first. Written as `plainName` gives them. */
const COLUMNS = {
  scope: ["scope", "type", "level", "subject_type"],
  id: ["id", "subject", "subject_id"],
  request: ["request_id", "response_id", "call_id", "litellm_call_id", "record_id"],
  trace: ["trace_id", "trace"],
  session: ["session_id", "session", "conversation_id"],
  name: ["name", "outcome_name"],
  outcome: ["outcome", "result", "success", "is_success", "succeeded", "status"],
  value: ["value", "value_usd", "outcome_value"],
  failureCost: ["failure_cost", "failure_cost_usd", "cost_of_failure", "cost", "cost_usd"],
  at: ["at", "timestamp", "occurred_at", "time", "date", "created_at"],
  asOf: ["as_of", "updated_at", "told_at", "revised_at"],
} as const;
type Field = keyof typeof COLUMNS;
const FIELDS = Object.keys(COLUMNS) as Field[];

/** What a record says about an outcome: texts, numbers as they were written, and booleans. */
export type Said = Partial<Record<Field, string | boolean>>;

/** "Request ID", "requestId" and "request-id" are `request_id`. */
const plainName = (name: string): string =>
  name
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");

const known = new Map<string, string>();
const nameOf = (name: string): string => {
  const before = known.get(name);
  if (before !== undefined) return before;
  const plain = plainName(name);
  if (known.size < 10_000) known.set(name, plain);
  return plain;
};

function textOf(value: unknown): string | boolean | undefined {
  if (typeof value === "boolean") return value;
  const text = isLosslessNumber(value) ? value.value : typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return undefined;
  const trimmed = text.trim();
  return trimmed === "" || /^(null|none|n\/a|-)$/i.test(trimmed) ? undefined : trimmed;
}

/** The fields of a record by whatever name it gives them; empty ones are left out. Null where it is no object. */
export function readSaid(unit: unknown): Said | null {
  if (typeof unit !== "object" || unit === null || Array.isArray(unit) || isLosslessNumber(unit)) return null;
  const byName = new Map<string, unknown>();
  for (const [name, value] of Object.entries(unit)) {
    const plain = nameOf(name);
    if (textOf(byName.get(plain)) === undefined) byName.set(plain, value);
  }
  const said: Said = {};
  for (const field of FIELDS) {
    for (const name of COLUMNS[field]) {
      const text = textOf(byName.get(name));
      if (text === undefined) continue;
      said[field] = text;
      break;
    }
  }
  return said;
}
