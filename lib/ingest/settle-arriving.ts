import type { HeldRow } from "./arrival-writer";
import { type Links, settleTrace, type TraceRow } from "./settle-trace";

/**
 * Joins the attempts of a request that come in one batch before they are stored, so that nearly all are stored as they stay: rows of one trace from the
 * first that failed on, of a tracer all of them. What else there is of the trace is not looked at: settling does that afterwards, and finds little to
 * change. Tells whether this is how the rows stand by themselves; one that does not count is for settling to take out of the sums.
 */
export function settleArriving(group: readonly HeldRow[], tracer: boolean, links: Links): boolean {
  if (group.length === 1 && !tracer) return true;
  const settled = settleTrace(
    group.map((held) => traceRow(held, tracer)),
    links,
  );
  let isSettled = true;
  for (const { row } of group) {
    const to = settled.get(row.id);
    if (!to?.counted) {
      isSettled = false;
      continue;
    }
    row.call = to.call;
    row.attempt_no = to.attemptNo === 1 ? null : to.attemptNo;
    row.final = to.final;
    row.attempts = to.attempts;
    row.ledger = to.ledger;
    row.estimable = to.estimable;
  }
  return isSettled;
}

function traceRow({ row, prepared: { fact } }: HeldRow, tracer: boolean): TraceRow {
  const startMs = row.occurred_at / 1000;
  return {
    id: row.id,
    startMs,
    endMs: row.duration_ms === null ? null : startMs + row.duration_ms,
    failed: row.status === 1,
    // Told of calls that are stored: settling finds them afterwards.
    escalated: false,
    succeeded: row.status === 0,
    overhead: fact.kind === "router" || fact.kind === "guard",
    model: row.model,
    reason: row.ledger_reason,
    joins: row.status !== 2 && row.kind !== 9 && row.kind !== 10,
    hasTokens: row.input_uncached !== null || row.output !== null,
    promptHash: row.prompt_hash,
    requestedModel: row.requested_model,
    callId: fact.callId,
    step: fact.step,
    hidden: row.hidden,
    span: row.span,
    parent: row.parent,
    responseId: tracer ? row.response_id : null,
    // So is what a gateway saw too.
    shadowed: false,
  };
}
