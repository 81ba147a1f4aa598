import type { RecordOutcome } from "../../facts";
import type { Collector, Reading } from "../collector";
import { readSaid } from "./columns";
import { outcomeOf } from "./normalize";
import { resultOf, scopeOf } from "./words";

/** What requests, traces and sessions achieved: JSON objects, alone, in an array, under `outcomes` or one on each line; or CSV with a header. */
export const outcomes: Collector = {
  kind: "outcomes",
  label: "Outcomes",
  role: "outcomes",
  connect:
    "Post what a request, a trace or a session achieved to /api/v1/outcomes, also days later, or upload a CSV with the columns id, outcome (success, failure, escalated) and, if you like, scope, name, value, failure_cost, at.",
  elements: ["[]", "outcomes[]"],
  lossless: true,
  csv: true,
  detect: (unit) => entriesOf(unit).some(isOutcome),
  open: ({ now }): Reading => ({
    take: (unit) => entriesOf(unit).map((entry) => read(entry, now)),
    end: () => [],
  }),
};

/** A whole page on one line is one unit. */
function entriesOf(unit: unknown): unknown[] {
  if (Array.isArray(unit)) return unit;
  const list = typeof unit === "object" && unit !== null && "outcomes" in unit ? unit.outcomes : null;
  return Array.isArray(list) ? list : [unit];
}

function read(entry: unknown, now: number): RecordOutcome {
  const said = readSaid(entry);
  if (said !== null) return outcomeOf(said, now);
  return { rejected: "unknown_format", detail: "It is no object with an id and an outcome", record: null };
}

/** Fields of logs of calls, which have ids and a status too. */
const CALL_FIELDS = ["model", "messages", "usage", "call_type", "prompt_tokens", "startTime", "choices", "spans"];

/** An id and a result that can be read. A mere status is one only beside an id that says whose it is. */
function isOutcome(entry: unknown): boolean {
  const said = readSaid(entry);
  if (said?.outcome === undefined || resultOf(said.outcome) === undefined) return false;
  const names = Object.keys(entry as object);
  if (CALL_FIELDS.some((name) => names.includes(name))) return false;
  const isTold = said.request !== undefined || said.trace !== undefined || said.session !== undefined;
  const isScoped = said.id !== undefined && said.scope !== undefined && scopeOf(said.scope) !== undefined;
  return isTold || isScoped || (said.id !== undefined && names.some((name) => /^(outcome|result)$/i.test(name.trim())));
}
