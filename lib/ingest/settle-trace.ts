import type { SpanLink } from "../facts";
import { type InLedger, type LedgerRow, ledgerRoles } from "../savings";

/** One attempt of a trace, as far as joining, un-counting and its role in the savings ledger need it. */
export interface TraceRow extends LedgerRow {
  id: string;
  /** Epoch ms, fractions allowed. */
  startMs: number;
  endMs: number | null;
  failed: boolean;
  /** Somebody told that what it answered was not enough, so that it was asked again. */
  escalated: boolean;
  /** Router, guard and blocked calls stand alone. */
  joins: boolean;
  hasTokens: boolean;
  promptHash: string | null;
  requestedModel: number;
  callId: string | null;
  step: number | null;
  hidden: number | null;
  span: string | null;
  parent: string | null;
  responseId: string | null;
  /** A gateway's row with the same provider response id exists: that one counts. */
  shadowed: boolean;
}

export interface Settled extends InLedger {
  counted: boolean;
  /** Identity of the call's first attempt; null for a call of one attempt. */
  call: string | null;
  attemptNo: number;
  final: boolean;
  /** Upstream calls this row stands for, hidden ones included. */
  attempts: number;
}

/** Parent edges of spans that are no calls: span → parent. */
export type Links = ReadonlyMap<string, string | null>;

/** Edges by trace. Of one that is told twice the first stays, as where they are stored. */
export function linksOf(links: readonly SpanLink[]): ReadonlyMap<string, Links> {
  const byTrace = new Map<string, Map<string, string | null>>();
  for (const { trace, span, parent } of links) {
    const edges = byTrace.get(trace) ?? new Map<string, string | null>();
    if (!edges.has(span)) edges.set(span, parent);
    byTrace.set(trace, edges);
  }
  return byTrace;
}

/** The column is a smallint: a loop that retries all night goes on counting attempts, but not numbering them. */
const LAST_NUMBER = 32_767;

const UNCOUNTED: InLedger = { ledger: 0, estimable: false };

const byTime = (a: TraceRow, b: TraceRow): number => a.startMs - b.startMs || (a.id < b.id ? -1 : 1);

/**
 * Decides for all rows of one trace which count and which are attempts of one request. Depends on the set of rows only, not on their order of arrival.
 *
 * - A call with a call among its descendants is the sum of its children and does not count; where only the ancestor knows tokens, it counts instead.
 * - One provider response id counts once.
 * - A later row joins an earlier one's request if the source says so (call id), or if the earlier failed or was escalated and the later follows it with the same
 *   prompt, else (where either has no prompt hash) the same requested model.
 */
export function settleTrace(rows: readonly TraceRow[], links: Links): Map<string, Settled> {
  const sorted = [...rows].sort(byTime);
  const uncounted = uncountedRows(sorted, links);
  const result = new Map<string, Settled>();
  for (const row of sorted)
    if (uncounted.has(row.id)) result.set(row.id, { counted: false, call: null, attemptNo: 1, final: true, attempts: 1, ...UNCOUNTED });
  for (const parts of requests(sorted.filter((row) => !uncounted.has(row.id)))) {
    const call = parts.flat();
    const first = call[0];
    if (!first) continue;
    const roles = ledgerRoles(call);
    // Hidden attempts are counted by the last row of a stated call, else by the last of the request; rows that the count is about are not hidden.
    const seen = new Map(parts.filter(([row]) => row?.callId != null).map((part) => [part.at(-1), part.length - 1]));
    call.forEach((row, i) => {
      const final = i === call.length - 1;
      const counts = row.callId === null ? final : seen.has(row);
      const unseen = counts ? Math.max(0, (row.hidden ?? 0) - (seen.get(row) ?? i)) : 0;
      result.set(row.id, {
        counted: true,
        call: call.length > 1 ? first.id : null,
        attemptNo: Math.min(i + 1, LAST_NUMBER),
        final,
        attempts: 1 + unseen,
        ...(roles[i] ?? UNCOUNTED),
      });
    });
  }
  return result;
}

function uncountedRows(rows: readonly TraceRow[], links: Links): Set<string> {
  const out = new Set(rows.filter((row) => row.shadowed).map((row) => row.id));
  const bySpan = new Map(rows.filter((row) => row.span != null).map((row) => [row.span as string, row]));
  const ancestors = new Map(rows.map((row) => [row.id, ancestorsOf(row, bySpan, links)]));
  for (const row of rows) {
    for (const ancestor of ancestors.get(row.id) ?? []) {
      if (row.hasTokens || !ancestor.hasTokens || row.shadowed) out.add(ancestor.id);
    }
  }
  // What is left of a chain in which only an ancestor knows tokens: its token-less descendants are the same calls.
  for (const row of rows) if (!row.hasTokens && (ancestors.get(row.id) ?? []).some((a) => a.hasTokens && !out.has(a.id))) out.add(row.id);
  const best = new Map<string, TraceRow>();
  for (const row of rows) {
    if (row.responseId == null || out.has(row.id)) continue;
    const other = best.get(row.responseId);
    if (!other) best.set(row.responseId, row);
    else if (row.hasTokens && !other.hasTokens) {
      out.add(other.id);
      best.set(row.responseId, row);
    } else out.add(row.id);
  }
  return out;
}

function ancestorsOf(row: TraceRow, bySpan: ReadonlyMap<string, TraceRow>, links: Links): TraceRow[] {
  const found: TraceRow[] = [];
  const seen = new Set<string>(row.span == null ? [] : [row.span]);
  let span = row.parent;
  while (span != null && !seen.has(span)) {
    seen.add(span);
    const ancestor = bySpan.get(span);
    if (ancestor) found.push(ancestor);
    span = ancestor ? ancestor.parent : (links.get(span) ?? null);
  }
  return found;
}

/**
 * Groups of rows that are one request each, in time order; the rows of a group in parts, each what its source states as one call. A failed part is one
 * request with the part that follows it, whatever its source calls that: a client that asks again gets a new call id from its gateway.
 */
function requests(rows: readonly TraceRow[]): TraceRow[][][] {
  const groups: TraceRow[][][] = [];
  for (const part of statedCalls(rows)) {
    const [first] = part;
    const group = first?.joins ? groups.findLast((parts) => sameAsk(parts.at(-1)?.at(-1), first)) : undefined;
    if (first && group && follows(group.at(-1)?.at(-1), first)) group.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** Rows that their source states as one call, in its order; a row without a call id is one by itself. */
function statedCalls(rows: readonly TraceRow[]): TraceRow[][] {
  const stated = new Map<string, TraceRow[]>();
  const parts: TraceRow[][] = [];
  for (const row of rows) {
    const known = row.callId === null ? undefined : stated.get(row.callId);
    if (known) {
      known.push(row);
      continue;
    }
    const part = [row];
    parts.push(part);
    if (row.callId !== null) stated.set(row.callId, part);
  }
  for (const part of stated.values()) part.sort((a, b) => (a.step ?? 0) - (b.step ?? 0) || byTime(a, b));
  return parts;
}

function sameAsk(earlier: TraceRow | undefined, later: TraceRow): boolean {
  if (!earlier?.joins) return false;
  if (earlier.promptHash != null && later.promptHash != null) return earlier.promptHash === later.promptHash;
  return earlier.requestedModel !== 0 && earlier.requestedModel === later.requestedModel;
}

function follows(earlier: TraceRow | undefined, later: TraceRow): boolean {
  return earlier !== undefined && (earlier.failed || earlier.escalated) && (earlier.endMs ?? earlier.startMs) <= later.startMs;
}
