import type { AttemptFact } from "./attempt";
import type { BillFact, BucketFact } from "./bucket";
import type { OutcomeFact } from "./outcome-fact";
import type { Sample } from "./sample";

/** Why a record was left out on purpose. Closed list: every ignored record carries one of these. */
export const IGNORE_REASONS = {
  idle_bucket: "A period in which the provider counted nothing",
  agent_span: "A span of an agent, workflow or tool, not a model call",
  other_span: "A span without model usage",
  header: "A header or summary line",
  not_billable: "A record that is not a model call",
  coarser_grouping: "A finer count of the same day is already here",
  clipped_bucket: "A longer count of the same period is already here",
  other_metric: "A metric that no figure is made of",
  no_value: "A value that the source marks as missing or not supported",
  aged_out: "Older than single samples are kept",
} as const;
export type IgnoreReason = keyof typeof IGNORE_REASONS;

/** Why a record could not be taken. Closed list: every rejected record carries one of these and a sentence. */
export const REJECT_REASONS = {
  invalid_json: "The line is not valid JSON",
  truncated: "The file ends inside this record",
  too_large: "The record is larger than 16 MB",
  invalid_encoding: "The record is not valid UTF-8",
  unknown_format: "The record is not of this source's format",
  missing_id: "The record has no id, so it could be counted twice",
  missing_time: "The record has no start time",
  invalid_time: "The time can't be read, or lies outside 2015 to one day from now",
  missing_usage: "The record says neither tokens nor units nor a failure",
  invalid_tokens: "A token count is negative or not a whole number",
  inconsistent_tokens: "The token counts contradict each other",
  invalid_amount: "An amount can't be read as a decimal number",
  invalid_field: "A field has a value of the wrong type",
  unsupported_currency: "The amount is in a currency other than US dollars",
  invalid_csv: "The row of the CSV does not fit its header",
} as const;
export type RejectReason = keyof typeof REJECT_REASONS;

/** A (trace, span, parent) edge. The collector emits one for every span, counted or not. */
export interface SpanLink {
  trace: string;
  span: string;
  parent: string | null;
}

export type Fact = AttemptFact | BucketFact | BillFact | OutcomeFact;

/** What became of one record as the collector saw it. Exactly one per record read. */
export type RecordOutcome = { link?: SpanLink } & (
  | { fact: Fact }
  /** `records`: how many lines or points of the input it is made of; each counts as read. */
  | { sample: Sample; records: number }
  | { ignored: IgnoreReason }
  /** `detail` names the field and the value, in one sentence; `record` is kept (without prompts) for download and retry. */
  | { rejected: RejectReason; detail: string; record: unknown }
);
