import { add, trim } from "../money";

/** An outcome that holds. `scope`: 0 request, 1 trace, 2 session; `result`: 1 success, 2 failure, 3 escalated. Amounts in USD. */
export interface HeldOutcome {
  id: string;
  scope: number;
  subject: string;
  name: string;
  result: number;
  value: string | null;
  failureCost: string | null;
  waits: boolean;
}

/** An attempt, as far as it tells which outcomes are about it, and what it holds of them now. */
export interface JudgedRow {
  id: string;
  occurredAt: string;
  /** Epoch microseconds. */
  at: number;
  /** First attempt of its request; null for a request of one attempt. */
  call: string | null;
  attemptNo: number;
  final: boolean;
  /** Stands for a call of a client: counted, not blocked, neither router nor guard. */
  isCall: boolean;
  /** The estimable answer of another model than the baseline. */
  routed: boolean;
  feature: string | null;
  recordId: string;
  /** The provider's id of the response, else the record's. */
  response: string;
  callId: string | null;
  trace: string | null;
  /** Traces of tracers that saw the same response. */
  tracerTraces: readonly string[] | null;
  session: string | null;
  outcome: number | null;
  cost: string | null;
  value: string | null;
}

export interface Verdict {
  outcome: number | null;
  cost: string | null;
  value: string | null;
}

interface Request {
  rows: JudgedRow[];
  first: JudgedRow;
  last: JudgedRow;
  routed: boolean;
}

/** What was told about requests that are judged together: they count once. */
interface Unit {
  requests: Request[];
  outcomes: Set<HeldOutcome>;
}

export const REQUEST = 0;
export const TRACE = 1;
export const SESSION = 2;
export const unitKey = (scope: number, subject: string): string => `${scope}|${subject}`;

/** Ids under which an outcome may be about a row. */
export function keysOf(row: JudgedRow): { scope: number; subject: string }[] {
  const keys = [...new Set([row.recordId, row.response, row.callId])].map((subject) => ({ scope: REQUEST, subject }));
  keys.push({ scope: TRACE, subject: row.trace }, { scope: SESSION, subject: row.session });
  for (const subject of row.tracerTraces ?? []) keys.push({ scope: TRACE, subject });
  return keys.filter((key): key is { scope: number; subject: string } => key.subject !== null);
}

/** The worst of several names: a failure, else an escalation, else a success. */
const worst = (outcomes: Iterable<HeldOutcome>): number => {
  const results = new Set([...outcomes].map((one) => one.result));
  return results.has(2) ? 2 : results.has(3) ? 3 : 1;
};

const sum = (amounts: readonly (string | null)[]): string | null => {
  const known = amounts.filter((amount) => amount !== null);
  return known.length > 0 ? add(...known) : null;
};

/**
 * What each row holds of these outcomes; rows that none is about are not in it. The widest scope wins; of outcomes addressed at attempts of one request
 * those at its latest attempt. A unit stands on the final attempt of its first routed request, else of its first; the other attempts have 0.
 * Depends on the set of rows and outcomes only. `failureCostOf`: the configured cost of a failure of a feature at a time (epoch microseconds).
 */
export function judge(
  rows: readonly JudgedRow[],
  held: ReadonlyMap<string, readonly HeldOutcome[]>,
  failureCostOf: (feature: string | null, at: number) => string | null,
): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { requests, outcomes } of unitsOf(requestsOf(rows), held)) {
    const sorted = [...requests].sort((a, b) => a.first.at - b.first.at || (a.first.id < b.first.id ? -1 : 1));
    const anchor = (sorted.find((request) => request.routed) ?? sorted[0])?.last;
    for (const { rows } of requests) for (const row of rows) verdicts.set(row.id, { outcome: 0, cost: null, value: null });
    if (!anchor) continue;
    const outcome = worst(outcomes);
    const told = [...outcomes];
    const cost =
      outcome === 2
        ? (sum(told.filter((one) => one.result === 2).map((one) => one.failureCost)) ?? failureCostOf(anchor.feature, anchor.at))
        : null;
    verdicts.set(anchor.id, { outcome, cost: cost === null ? null : trim(cost), value: sum(told.map((one) => one.value)) });
  }
  return verdicts;
}

function requestsOf(rows: readonly JudgedRow[]): Request[] {
  const groups = new Map<string, JudgedRow[]>();
  for (const row of rows) {
    if (!row.isCall) continue;
    const key = row.call ?? row.id;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].flatMap((group) => {
    const sorted = group.sort((a, b) => a.attemptNo - b.attemptNo || a.at - b.at || (a.id < b.id ? -1 : 1));
    const [first] = sorted;
    const last = sorted.findLast((row) => row.final) ?? sorted.at(-1);
    return first && last ? [{ rows: sorted, first, last, routed: sorted.some((row) => row.routed) }] : [];
  });
}

/** Requests that share an outcome are one unit. */
function unitsOf(requests: readonly Request[], held: ReadonlyMap<string, readonly HeldOutcome[]>): Unit[] {
  const units = new Map<string, Unit>();
  for (const request of requests) {
    const keys = decidingKeys(request, held);
    if (keys.length === 0) continue;
    const unit: Unit = { requests: [request], outcomes: new Set(keys.flatMap((key) => held.get(key) ?? [])) };
    const merged = new Set(keys);
    for (const other of new Set(keys.flatMap((key) => units.get(key) ?? []))) {
      unit.requests.push(...other.requests);
      for (const outcome of other.outcomes) unit.outcomes.add(outcome);
    }
    for (const outcome of unit.outcomes) merged.add(unitKey(outcome.scope, outcome.subject));
    for (const key of merged) units.set(key, unit);
  }
  return [...new Set(units.values())];
}

/** What the outcomes that decide about a request are about. */
function decidingKeys({ rows, last }: Request, held: ReadonlyMap<string, readonly HeldOutcome[]>): string[] {
  const about = (row: JudgedRow, scope: number) =>
    keysOf(row).flatMap((key) => (key.scope === scope && held.has(unitKey(scope, key.subject)) ? [unitKey(scope, key.subject)] : []));
  const latestFirst = [last, ...rows.filter((row) => row !== last).reverse()];
  for (const scope of [SESSION, TRACE, REQUEST]) {
    const decisive = latestFirst.find((row) => about(row, scope).length > 0);
    if (decisive) return about(decisive, scope);
  }
  return [];
}
