import type { BucketFact } from "../../facts";
import { hashEmails } from "../../facts/email";
import { isStated, type JsonObject, quoted } from "./json-value";
import { refuse } from "./refusal";

/** What rows can be grouped by, in the order of the record id. */
const GROUP_FIELDS = [
  "project_id",
  "user_id",
  "api_key_id",
  "model",
  "batch",
  "service_tier",
  "size",
  "source",
  "context_level",
  "vector_store_id",
  "line_item",
] as const;
export type GroupField = (typeof GROUP_FIELDS)[number];
export type Group = Record<GroupField, string | null>;

/** A text field; null where it isn't stated. Refuses `invalid_field` for anything that is no text. */
export function textOf(row: JsonObject, field: string, keepEmails: boolean): string | null {
  const v = row[field];
  if (!isStated(v)) return null;
  if (typeof v === "string") return v;
  return refuse("invalid_field", `${field} is ${quoted(v, keepEmails)}, not a text`);
}

function batchOf(row: JsonObject, keepEmails: boolean): string | null {
  const v = row.batch;
  if (!isStated(v)) return null;
  const text = String(v).toLowerCase();
  return text === "true" || text === "false" ? text : refuse("invalid_field", `batch is ${quoted(v, keepEmails)}, not true or false`);
}

/** The group values of one row, as the source wrote them. */
export function groupOf(row: JsonObject, keepEmails: boolean): Group {
  const entries = GROUP_FIELDS.map((field) => [field, field === "batch" ? batchOf(row, keepEmails) : textOf(row, field, keepEmails)]);
  return Object.fromEntries(entries) as Group;
}

/** Sorted names of the fields that any of these rows states. The API writes null in each field it wasn't asked to group by. */
export function groupingOf(rows: readonly JsonObject[]): string[] {
  return GROUP_FIELDS.filter((field) => rows.some((row) => isStated(row[field]))).sort();
}

const escaped = (text: string) => text.replace(/[%|;=#]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** "project_id=proj_1;model=gpt-4o". E-mails are hashed here whatever the settings, so that changing the setting doesn't make new records. */
export function tupleOf(group: Group): string {
  return GROUP_FIELDS.flatMap((field) => {
    const value = group[field];
    return value === null ? [] : [`${field}=${escaped(hashEmails(value, false))}`];
  }).join(";");
}

const TIERS_BY_NAME: Record<string, BucketFact["tier"]> = {
  default: "standard",
  standard: "standard",
  batch: "batch",
  flex: "flex",
  priority: "priority",
  fast: "priority",
  scale: "scale",
};

/** The price tier; null where the row isn't grouped by one, says "auto", or names one that has no price of its own here. */
export function tierOf(group: Group): BucketFact["tier"] {
  if (group.batch === "true") return "batch";
  return TIERS_BY_NAME[group.service_tier?.toLowerCase() ?? ""] ?? null;
}
