import { type BucketFact, type BucketWidth, parseDecimal } from "../../facts";
import { hashEmails } from "../../facts/email";
import { type Period, snap } from "./bucket-width";
import type { UsageEndpoint } from "./endpoints";
import { type Group, textOf, tierOf } from "./group";
import { isStated, type JsonObject, quoted, scalar } from "./json-value";
import { refuse } from "./refusal";
import { NO_TOKENS, requestsOf, tokensOf } from "./tokens";

/** What a row shares with the other rows of its bucket, and what names it. */
export interface RowContext {
  recordId: string;
  period: Period;
  width: BucketWidth;
  group: Group;
  grouping: string[];
  keepEmails: boolean;
}

/** One row of a usage endpoint. Refuses `missing_usage`, `invalid_field`, `invalid_tokens`, `inconsistent_tokens`. */
export function usageFact(row: JsonObject, endpoint: UsageEndpoint, context: RowContext): BucketFact {
  const { group, period, width, keepEmails } = context;
  const shown = (text: string | null) => (text === null ? null : hashEmails(text, keepEmails));
  const tokens = endpoint.tokens ? tokensOf(row) : NO_TOKENS;
  const requests = endpoint.requests ? requestsOf(row, keepEmails) : null;
  const units = unitsOf(row, endpoint, keepEmails);
  if (units === null && requests === null && Object.values(tokens).every((count) => count === null)) {
    refuse("missing_usage", `a row of ${endpoint.name} has none of ${expectedFields(endpoint)}`);
  }
  return {
    fact: "bucket",
    recordId: context.recordId,
    asOf: null,
    endpoint: endpoint.name,
    account: textOf(row, "organization_id", keepEmails),
    start: period.start,
    end: period.end,
    snappedStart: snap(period.start, width),
    width,
    grouping: context.grouping,
    provider: "openai",
    model: shown(group.model),
    kind: endpoint.kind,
    tier: tierOf(group),
    project: shown(group.project_id),
    apiKey: shown(group.api_key_id),
    user: shown(group.user_id),
    requests,
    ...tokens,
    units,
    extra: extraOf(group, shown),
  };
}

function unitsOf(row: JsonObject, endpoint: UsageEndpoint, keepEmails: boolean): Record<string, string> | null {
  const field = endpoint.unit?.fields.find((name) => isStated(row[name]));
  if (!endpoint.unit || field === undefined) return null;
  const parsed = parseDecimal(scalar(row[field]));
  if ("problem" in parsed || parsed.value?.startsWith("-"))
    return refuse("invalid_field", `${field} is ${quoted(row[field], keepEmails)}, not a quantity`);
  return parsed.value === null ? null : { [endpoint.unit.name]: parsed.value };
}

/** Group values that are no dimension; a service tier that has no price tier is kept here, so that it can be seen. */
function extraOf(group: Group, shown: (text: string | null) => string | null): Record<string, string> | null {
  const unknownTier = group.service_tier !== null && group.service_tier !== "auto" && tierOf(group) === null ? group.service_tier : null;
  const { size, source, context_level, vector_store_id } = group;
  const stated = Object.entries({ size, source, context_level, vector_store_id, service_tier: unknownTier }).flatMap(([name, value]) => {
    const text = shown(value);
    return text === null ? [] : [[name, text] as const];
  });
  return stated.length > 0 ? Object.fromEntries(stated) : null;
}

function expectedFields(endpoint: UsageEndpoint): string {
  const fields = endpoint.tokens ? ["input_tokens", "output_tokens"] : [...(endpoint.unit?.fields.slice(0, 1) ?? [])];
  if (endpoint.requests) fields.push("num_model_requests");
  return fields.join(", ");
}
