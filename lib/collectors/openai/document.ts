import { parseInstant, type RecordOutcome } from "../../facts";
import type { Period } from "./bucket-width";
import { endpointOf } from "./endpoints";
import { isObject, isStated, type JsonObject, plain, quoted, scalar } from "./json-value";
import { Refusal, refuse } from "./refusal";

export interface Bucket extends Period {
  rows: readonly unknown[];
  raw: JsonObject;
}

const rowsOf = (bucket: JsonObject): unknown => bucket.results ?? bucket.result;

export const looksLikeBucket = (v: unknown): v is JsonObject =>
  isObject(v) && "start_time" in v && "end_time" in v && (Array.isArray(rowsOf(v)) || v.object === "bucket");

export const looksLikePage = (v: unknown): v is JsonObject & { data: unknown[] } =>
  isObject(v) && Array.isArray(v.data) && (v.data.length > 0 ? v.data.some(looksLikeBucket) : v.object === "page" && "has_more" in v);

/** The buckets of a unit, in order, which may be a bucket, a page, or an array of either. Anything else is handed on as it is. */
export function elementsOf(unit: unknown): unknown[] {
  if (Array.isArray(unit)) return unit.flatMap(elementsOf);
  if (looksLikeBucket(unit)) return [unit];
  return isObject(unit) && Array.isArray(unit.data) ? unit.data : [unit];
}

/** One row inside its own bucket: what is stored of a rejected row, in a form that can be read again. */
export function retryable(bucket: JsonObject, row: unknown, keepEmails: boolean): unknown {
  const { results, result, ...rest } = bucket;
  return plain({ ...rest, results: [row] }, keepEmails);
}

/** The bucket, or one rejection for every row in it. `now` is epoch ms. */
export function readBucket(element: unknown, now: number, keepEmails: boolean): Bucket | RecordOutcome[] {
  if (!looksLikeBucket(element)) {
    return [
      {
        rejected: "unknown_format",
        detail: `expected a bucket with start_time, end_time and results, not ${outline(element, keepEmails)}`,
        record: plain(element, keepEmails),
      },
    ];
  }
  const results = rowsOf(element);
  try {
    if (!Array.isArray(results)) return refuse("invalid_field", `results is ${quoted(results, keepEmails)}, not a list`);
    const start = seconds(element, "start_time", now);
    const end = seconds(element, "end_time", now);
    if (end <= start) refuse("invalid_time", `end_time ${end} is not after start_time ${start}`);
    if (Math.floor(start / 86_400) !== Math.floor((end - 1) / 86_400))
      refuse("invalid_time", `the bucket from ${start} to ${end} is not within one UTC day`);
    const costs = results.some((row) => isObject(row) && endpointOf(row) === "costs");
    return { start, end, width: costs ? "1d" : null, rows: results, raw: element };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { reason: rejected, detail } = error;
    if (!Array.isArray(results) || results.length === 0) return [{ rejected, detail, record: plain(element, keepEmails) }];
    return results.map((row) => ({ rejected, detail, record: retryable(element, row, keepEmails) }));
  }
}

function seconds(bucket: JsonObject, field: string, now: number): number {
  const value = scalar(bucket[field]);
  if (!isStated(value)) return refuse("missing_time", `${field} is missing`);
  const parsed = parseInstant(value, now);
  if ("problem" in parsed) return refuse("invalid_time", `${field}: ${parsed.problem}`);
  if (parsed.value === null) return refuse("missing_time", `${field} is missing`);
  return parsed.value % 1_000_000 === 0
    ? parsed.value / 1_000_000
    : refuse("invalid_time", `${field}: ${String(value)} is not a whole second`);
}

const outline = (v: unknown, keepEmails: boolean) =>
  isObject(v) ? `an object with ${Object.keys(v).slice(0, 8).join(", ") || "no fields"}` : quoted(v, keepEmails);
