import type { RecordOutcome } from "../../facts";
import type { Collector } from "../collector";
import { withoutPrompts } from "../without-prompts";
import { type Rules, rulesOf } from "./attribution";
import type { Fields } from "./fields";
import { normalize } from "./normalize";

/** LiteLLM's request log: StandardLoggingPayload (callbacks, S3, GCS) and the table LiteLLM_SpendLogs (database, spend API). See README.md. */
export const litellm: Collector = {
  kind: "litellm",
  label: "LiteLLM",
  role: "gateway",
  connect:
    'Send the request logs of LiteLLM\'s S3, GCS or HTTP callback, or export the table "LiteLLM_SpendLogs" as JSON lines (or page through /spend/logs/v2).',
  elements: ["[]", "data[]", "logs[]"],
  lossless: false,
  detect: (unit) => {
    const first = firstRecord(unit);
    return first !== null && (isRecord(first) || isEmptyPage(first));
  },
  open({ settings, now }) {
    const rules = rulesOf(settings);
    return { take: (unit) => outcomesOf(unit, rules, now), end: () => [] };
  },
};

function outcomesOf(unit: unknown, rules: Rules, now: number): RecordOutcome[] {
  if (!isFields(unit)) return Array.isArray(unit) ? unit.flatMap((item) => outcomesOf(item, rules, now)) : [unknownFormat(unit)];
  const page = unit.data ?? unit.logs;
  if (Array.isArray(page) && !("startTime" in unit)) return page.flatMap((item) => outcomesOf(item, rules, now));
  const row = unwrapped(unit);
  return [isRecord(row) ? normalize(row, rules, now) : unknownFormat(row)];
}

function unknownFormat(unit: unknown): RecordOutcome {
  const isSummary = isFields(unit) && ("models" in unit || "users" in unit) && "spend" in unit;
  const detail = isSummary
    ? "a daily summary of /spend/logs, not a request: ask with summarize=false"
    : "neither a StandardLoggingPayload nor a SpendLogs row";
  return { rejected: "unknown_format", detail, record: withoutPrompts(unit) };
}

/** Every view has `call_type` beside a start time or an id; summaries and daily tables have none. Rows without id or time are records too: they are rejected with that reason. */
function isRecord(row: Fields): boolean {
  if (!("call_type" in row))
    return "request_id" in row && "spend" in row && ("startTime" in row || "start_time" in row || "starttime" in row);
  return "startTime" in row || "start_time" in row || "starttime" in row || "request_id" in row || ("id" in row && "response_cost" in row);
}

/** `select row_to_json(…)` and callbacks that write all of LiteLLM's kwargs wrap the record. */
function unwrapped(unit: Fields): Fields {
  const inner = unit.row_to_json ?? unit.to_jsonb ?? unit.to_json ?? unit.standard_logging_object;
  return isFields(inner) ? inner : unit;
}

/** A page of /spend/logs/v2 for a span without calls. */
function isEmptyPage(unit: Fields): boolean {
  return Array.isArray(unit.data) && unit.data.length === 0 && "total_pages" in unit && "page_size" in unit;
}

function firstRecord(unit: unknown): Fields | null {
  const list = Array.isArray(unit) ? unit : isFields(unit) && !("startTime" in unit) ? (unit.data ?? unit.logs) : null;
  const first = Array.isArray(list) && list.length > 0 ? list[0] : unit;
  return isFields(first) ? unwrapped(first) : null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
