import { type OUTCOME_SCOPES, parseInstant, type RecordOutcome, type RejectReason } from "../../facts";
import { readAmount } from "./amount";
import type { Said } from "./columns";
import { resultOf, scopeOf } from "./words";

type Scope = (typeof OUTCOME_SCOPES)[number];
const SCOPE_IDS = ["request", "trace", "session"] as const;

/** One outcome from what a record says. Where ids of several scopes stand in it and no scope, it is about the narrowest: the others say where that happened. */
export function outcomeOf(said: Said, now: number): RecordOutcome {
  const refuse = (rejected: RejectReason, detail: string): RecordOutcome => ({ rejected, detail, record: kept(said) });
  if (said.outcome === undefined) return refuse("invalid_field", "outcome: it says neither success nor failure nor escalated");
  const result = resultOf(said.outcome);
  if (!result) return refuse("invalid_field", `outcome: ${quoted(said.outcome)} is none of success, failure, escalated`);
  const stated = said.scope === undefined ? null : scopeOf(said.scope);
  if (stated === undefined) return refuse("invalid_field", `scope: ${quoted(said.scope)} is none of request, trace, session`);
  const scope: Scope = stated ?? SCOPE_IDS.find((one) => said[one] !== undefined) ?? "request";
  const subject = said[scope] ?? said.id;
  if (subject === undefined) return refuse("missing_id", `It names no ${scope}: give id, or ${scope}_id`);
  const value = readAmount("value", said.value, "any");
  if ("rejected" in value) return refuse(value.rejected, value.detail);
  const failureCost = readAmount("failure_cost", said.failureCost, "zero");
  if ("rejected" in failureCost) return refuse(failureCost.rejected, failureCost.detail);
  const at = parseInstant(said.at, now);
  if ("problem" in at) return refuse("invalid_time", `at: ${at.problem}`);
  const asOf = parseInstant(said.asOf, now);
  if ("problem" in asOf) return refuse("invalid_time", `as_of: ${asOf.problem}`);
  const name = said.name === undefined ? "" : String(said.name);
  return {
    fact: {
      fact: "outcome",
      recordId: `${scope}|${escaped(String(subject))}|${name}`,
      asOf: asOf.value === null ? null : asOf.value / 1000,
      scope,
      subject: String(subject),
      name,
      result,
      value: value.value,
      failureCost: failureCost.value,
      at: at.value === null ? null : at.value / 1000,
    },
  };
}

/** So that no two pairs of subject and name are one identity. */
const escaped = (text: string): string => text.replace(/[\\|]/g, (letter) => `\\${letter}`);

const quoted = (value: unknown): string => JSON.stringify(String(value).slice(0, 40));

/** What is kept of a refused record: its known fields under names that can be read again. */
function kept(said: Said): Record<string, unknown> {
  const names: Record<keyof Said, string> = {
    scope: "scope",
    id: "id",
    request: "request_id",
    trace: "trace_id",
    session: "session_id",
    name: "name",
    outcome: "outcome",
    value: "value",
    failureCost: "failure_cost",
    at: "at",
    asOf: "as_of",
  };
  return Object.fromEntries(
    Object.entries(said).map(([field, value]) => [names[field as keyof Said], typeof value === "string" ? value.slice(0, 200) : value]),
  );
}
