import { copyText, copyValue, timestampText } from "../../db/copy";
import { OUTCOME_RESULTS, OUTCOME_SCOPES, type OutcomeFact } from "../facts";

export const SCOPE_CODE = Object.fromEntries(OUTCOME_SCOPES.map((scope, i) => [scope, i])) as Record<OutcomeFact["scope"], number>;
export const RESULT_CODE = Object.fromEntries(OUTCOME_RESULTS.map((result, i) => [result, i + 1])) as Record<OutcomeFact["result"], number>;

/** What became of a telling: a new outcome, nothing new, or another word on a known one. */
export type Fate = "accepted" | "duplicate" | "revised";

/** One telling of an outcome on its way into the database. */
export interface PreparedOutcome {
  id: string;
  /** Identity of this version within the outcome, 16 hex digits: its content, its time where it states one, and how often it was told in this input. */
  content: string;
  /** Epoch ms, fractions allowed. */
  asOf: number;
  /** The record says itself when it was told. */
  dated: boolean;
  /** The last word of this input on this outcome. */
  last: boolean;
  fact: OutcomeFact;
}

export const OUTCOME_STAGE_COLUMNS = [
  "id",
  "content",
  "run",
  "source",
  "as_of",
  "dated",
  "last",
  "scope",
  "subject",
  "name",
  "result",
  "value",
  "failure_cost",
  "told_at",
  "record_id",
] as const;

/** A line of COPY; `content` in decimal digits. */
export function outcomeLine({ id, asOf, dated, last, fact }: PreparedOutcome, content: string, source: number, run: number): string {
  return [
    id,
    content,
    run,
    source,
    timestampText(asOf),
    copyValue(dated),
    copyValue(last),
    SCOPE_CODE[fact.scope],
    copyText(fact.subject),
    copyText(fact.name),
    RESULT_CODE[fact.result],
    copyValue(fact.value),
    copyValue(fact.failureCost),
    fact.at === null ? "\\N" : timestampText(fact.at),
    copyText(fact.recordId),
  ].join("\t");
}
