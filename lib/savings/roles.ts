import type { AttemptFact } from "../facts";

/**
 * What an attempt is in its request's ledger, as `attempt.ledger` holds it. `answer`: the last successful attempt; `answer_escalated`: the same, after
 * another model had tried. The others are waste: `escalation` on another model than the answer's, `retry` on the same, `error` where nothing answered
 * (blocked calls too). `overhead`: router and guard calls. 0: not computed yet. Append only.
 */
export const LEDGER_ROLES = { answer: 1, answer_escalated: 2, escalation: 3, retry: 4, error: 5, overhead: 6 } as const;
export type LedgerRole = keyof typeof LEDGER_ROLES;

/**
 * Why a request's savings can't be estimated, as `attempt.ledger_reason` holds it. Append only.
 * Those of `no_price` have an attempt without a price; the others lack something else about the attempt that answered.
 */
export const LEDGER_REASONS = { no_price: 1, no_baseline: 2, no_baseline_price: 3, no_standard_price: 4, no_tokens: 5 } as const;
export type LedgerReason = keyof typeof LEDGER_REASONS;

export const LEDGER_REASON_TEXT: Record<LedgerReason, string> = {
  no_price: "An attempt of the request has no price",
  no_baseline:
    "It is not known which model the request would have gone to: its feature has no baseline, and the requested model is unknown or an alias that is not mapped",
  no_baseline_price: "The baseline model has no price for these tokens at that time",
  no_standard_price: "The model that answered has no standard price for these tokens at that time",
  no_tokens: "A gateway's cache answered, and the source doesn't say how many tokens that saved",
};

/** One attempt of a request, as far as its role depends on it. */
export interface LedgerRow {
  /** Router and guard calls. */
  overhead: boolean;
  succeeded: boolean;
  /** Id of the canonical model, 0 = unknown. */
  model: number;
  /** A code of `LEDGER_REASONS`; null where the attempt could be the answer of an estimable request. */
  reason: number | null;
}

export interface InLedger {
  /** A code of `LEDGER_ROLES`. */
  ledger: number;
  /** True where the savings of the whole request are known. A router's or guard's call stands for itself: its cost is known or not. */
  estimable: boolean;
}

/** Roles of the attempts of one request, in the order of its attempts (NUMBERS: the savings ledger). */
export function ledgerRoles(attempts: readonly LedgerRow[]): InLedger[] {
  const answering = attempts.findLastIndex((row) => row.succeeded && !row.overhead);
  const answer = attempts[answering];
  const estimable = !attempts.some((row) => row.reason === LEDGER_REASONS.no_price) && (answer === undefined || answer.reason === null);
  const isEscalation = (row: LedgerRow) => answer !== undefined && !row.overhead && row.model !== answer.model;
  const escalated = attempts.some((row, i) => i !== answering && isEscalation(row));
  return attempts.map((row, i) => ({
    ledger: LEDGER_ROLES[roleOf(row, i)],
    estimable: row.overhead ? row.reason === null : estimable,
  }));

  function roleOf(row: LedgerRow, i: number): LedgerRole {
    if (row.overhead) return "overhead";
    if (answer === undefined) return "error";
    if (i === answering) return escalated ? "answer_escalated" : "answer";
    return isEscalation(row) ? "escalation" : "retry";
  }
}

/** The same for a request of one attempt. */
export function aloneInLedger({ status, kind }: Pick<AttemptFact, "status" | "kind">, { reason }: { reason: number | null }): InLedger {
  const overhead = kind === "router" || kind === "guard";
  const ledger = overhead ? LEDGER_ROLES.overhead : status === "success" ? LEDGER_ROLES.answer : LEDGER_ROLES.error;
  return { ledger, estimable: reason === null };
}
