import type { BucketWidth, RecordOutcome } from "../../facts";
import { snap } from "./bucket-width";
import { costFact } from "./cost-row";
import { type Bucket, retryable } from "./document";
import { endpointOf, USAGE_ENDPOINTS } from "./endpoints";
import { groupingOf, groupOf, tupleOf } from "./group";
import { isObject, isStated, type JsonObject, quoted } from "./json-value";
import { Refusal, refuse } from "./refusal";
import { usageFact } from "./usage-row";

/** One outcome for every row of the bucket; a bucket without rows is one record, an idle one. */
export function bucketOutcomes(bucket: Bucket, width: BucketWidth, keepEmails: boolean): RecordOutcome[] {
  if (bucket.rows.length === 0) return [{ ignored: "idle_bucket" }];
  const groupings = groupingsByEndpoint(bucket.rows);
  const seen = new Map<string, number>();
  return bucket.rows.map((row) => {
    try {
      return { fact: factOf(row, bucket, width, groupings, seen, keepEmails) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { rejected: error.reason, detail: error.detail, record: retryable(bucket.raw, row, keepEmails) };
    }
  });
}

function groupingsByEndpoint(rows: readonly unknown[]): Map<string | null, string[]> {
  const objects = rows.filter(isObject);
  return new Map(
    [...new Set(objects.map(endpointOf))].map((endpoint) => [endpoint, groupingOf(objects.filter((row) => endpointOf(row) === endpoint))]),
  );
}

function factOf(
  row: unknown,
  period: Bucket,
  width: BucketWidth,
  groupings: Map<string | null, string[]>,
  seen: Map<string, number>,
  keepEmails: boolean,
) {
  if (!isObject(row)) return refuse("unknown_format", `a result is ${quoted(row, keepEmails)}, not an object`);
  const name = endpointOf(row) ?? refuse("unknown_format", unknownRow(row, keepEmails));
  const group = groupOf(row, keepEmails);
  const base = `${name}|${snap(period.start, width)}|${width}|${tupleOf(group)}`;
  // A row that is refused below still takes its number: its neighbours keep their ids when it is repaired.
  const nth = (seen.get(base) ?? 0) + 1;
  seen.set(base, nth);
  const context = { recordId: nth === 1 ? base : `${base}#${nth}`, period, width, group, grouping: groupings.get(name) ?? [], keepEmails };
  const endpoint = USAGE_ENDPOINTS[name];
  return endpoint ? usageFact(row, endpoint, context) : costFact(row, context);
}

function unknownRow(row: JsonObject, keepEmails: boolean): string {
  if (isStated(row.object)) return `object is ${quoted(row.object, keepEmails)}, which is no known usage or costs result`;
  return `a result without object, whose fields fit no single endpoint: ${Object.keys(row).slice(0, 12).join(", ") || "none"}`;
}
