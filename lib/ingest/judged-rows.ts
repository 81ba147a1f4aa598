import type { Tx } from "../../db/client";
import { decimalOf, identityOf, sessionKey } from "./identity";
import { type HeldOutcome, type JudgedRow, keysOf, REQUEST, SESSION, TRACE, unitKey } from "./judge";
import { presentIn } from "./present";

/** What an outcome is about. `scope`: 0 request, 1 trace, 2 session. */
export interface UnitKey {
  scope: number;
  subject: string;
}

/** Rows that outcomes have to do with, and all outcomes that hold about them. */
export interface Judged {
  rows: JudgedRow[];
  /** By `unitKey`. */
  held: Map<string, HeldOutcome[]>;
}

const columns = (
  tracers: boolean,
): string => `a.id, a.occurred_at::text as "occurredAt", (extract(epoch from a.occurred_at) * 1000000)::float8 as at,
  a.call, coalesce(a.attempt_no, 1) as "attemptNo", a.final, a.counted and a.status <> 2 and a.kind not in (9, 10) as "isCall",
  a.estimable and a.ledger in (1, 2) and a.saved_routing is not null as routed,
  (select d.value from dimension_value d where d.id = a.feature) as feature,
  id_text(a.record_id) as "recordId", id_text(coalesce(a.response_id, a.record_id)) as response, a.extra ->> 'callId' as "callId",
  id_text(a.trace) as trace,
  ${
    tracers
      ? `(select array_agg(id_text(t.trace)) from attempt t join source s on s.num = t.source and s.role = 'tracer'
          where t.response_id = coalesce(a.response_id, a.record_id) and t.id <> a.id and t.trace is not null
            and t.occurred_at between a.occurred_at - interval '1 day' and a.occurred_at + interval '1 day')`
      : "null::text[]"
  } as "tracerTraces",
  (select s.id from session_name s where s.key = a.session_key) as session,
  a.outcome, trim_scale(a.outcome_cost)::text as cost, trim_scale(a.outcome_value)::text as value`;

/** Each subject is looked up by index, whatever the planner believes about fresh partitions. */
const lookUp = (on: string): string =>
  `unnest($1::text[]) as k(subject) cross join lateral (select * from attempt a where ${on} offset 0) a`;

type Read = (from: string, parameters: unknown[]) => Promise<JudgedRow[]>;

async function reader(tx: Tx): Promise<Read> {
  const list = columns((await presentIn(tx)).tracers);
  return (from, parameters) => tx.unsafe<JudgedRow[]>(`select ${list} from ${from}`, parameters as never[]);
}

/** Attempts that these texts name: by the id of the response, of the record or of the call. */
export async function attemptsOfRequests(tx: Tx, subjects: readonly string[]): Promise<JudgedRow[]> {
  return subjects.length === 0 ? [] : ofRequests(tx, await reader(tx), subjects);
}

async function ofRequests(tx: Tx, read: Read, subjects: readonly string[]): Promise<JudgedRow[]> {
  const byId = await ofRecords(tx, read, subjects);
  const byResponse = await read(lookUp("a.response_id = pack_id(k.subject)"), [subjects]);
  const byCall = await read(lookUp("a.extra ? 'callId' and a.extra ->> 'callId' = k.subject"), [subjects]);
  return [...byId, ...byResponse, ...byCall];
}

/** Attempts that their own source knows by one of these ids. */
async function ofRecords(tx: Tx, read: Read, subjects: readonly string[]): Promise<JudgedRow[]> {
  const sources = await tx<{ num: number }[]>`select num from source where role in ('gateway', 'tracer')`;
  return ofIds(
    read,
    sources.flatMap(({ num }) => subjects.map((recordId) => identityOf(num, { fact: "attempt", recordId }))),
  );
}

async function ofTraces(tx: Tx, read: Read, subjects: readonly string[]): Promise<JudgedRow[]> {
  const rows = await read(lookUp("a.trace = pack_id(k.subject)"), [subjects]);
  // A gateway's row of the same response has no trace of its own: it is the tracer's.
  const responses = [...new Set(rows.flatMap((row) => (row.isCall ? [] : [row.response])))];
  if (responses.length === 0) return rows;
  const byRecord = await ofRecords(tx, read, responses);
  const byResponse = await read(lookUp("a.response_id = pack_id(k.subject)"), [responses]);
  return [...rows, ...byRecord.filter((row) => row.response === row.recordId), ...byResponse];
}

const HOUR_MS = 3_600_000;

/** There is no index on sessions: each is looked for within the time it spans, and neighbours together. */
async function ofSessions(tx: Tx, read: Read, subjects: readonly string[]): Promise<JudgedRow[]> {
  const apart = await tx<{ id: string }[]>`select id from source where coalesce((settings ->> 'separateSessions')::boolean, false)`;
  const keys = ["", ...apart.map((source) => source.id)].flatMap((scope) => subjects.map((id) => decimalOf(sessionKey(scope, id))));
  const sessions = await tx<{ key: string; from: string; to: string; fromMs: number; toMs: number }[]>`
    select s.key, s.first_at::text as from, s.last_at::text as to, extract(epoch from s.first_at)::float8 * 1000 as "fromMs", extract(epoch from s.last_at)::float8 * 1000 as "toMs"
    from session s where s.key = any(${keys}::bigint[]) order by s.first_at`;
  const spans: { from: string; to: string; toMs: number; keys: string[] }[] = [];
  for (const { key, from, to, fromMs, toMs } of sessions) {
    const open = spans.at(-1);
    if (!open || fromMs > open.toMs + HOUR_MS) spans.push({ from, to, toMs, keys: [key] });
    else {
      open.keys.push(key);
      if (toMs > open.toMs) Object.assign(open, { to, toMs });
    }
  }
  let rows: JudgedRow[] = [];
  for (const { from, to, keys: some } of spans)
    rows = rows.concat(
      await read(
        "(select * from attempt a where a.occurred_at between $2::text::timestamptz and $3::text::timestamptz and a.session_key = any($1::bigint[]) offset 0) a",
        [some, from, to],
      ),
    );
  return rows;
}

/** The other attempts of these rows' requests. */
async function siblings(read: Read, rows: readonly JudgedRow[]): Promise<JudgedRow[]> {
  const joined = rows.filter((row) => row.call !== null && row.trace !== null);
  const traces = [...new Set(joined.map((row) => row.trace))];
  const calls = [...new Set(joined.map((row) => row.call))];
  return traces.length === 0 ? [] : read(`${lookUp("a.trace = pack_id(k.subject)")} where a.call = any($2::uuid[])`, [traces, calls]);
}

/** Outcomes that hold about any of these. */
export async function outcomesAbout(tx: Tx, keys: readonly UnitKey[]): Promise<HeldOutcome[]> {
  if (keys.length === 0) return [];
  return tx<HeldOutcome[]>`
    select o.id, o.scope, o.subject, o.name, o.result, trim_scale(o.value)::text as value, trim_scale(o.failure_cost)::text as "failureCost", o.waits
    from unnest(${keys.map((key) => key.scope)}::smallint[], ${keys.map((key) => key.subject)}::text[]) as k(scope, subject)
    cross join lateral (select * from outcome o where o.subject = k.subject offset 0) o
    where o.scope = k.scope and o.counted`;
}

/**
 * Everything that decides about these units and rows: their requests whole, the outcomes about those, all requests that these outcomes are about, and so on,
 * until nothing is added.
 */
export async function readJudged(tx: Tx, start: { units: readonly UnitKey[]; ids?: readonly string[] }): Promise<Judged> {
  const read = await reader(tx);
  const rows = new Map<string, JudgedRow>();
  const held = new Map<string, HeldOutcome[]>();
  const asked = new Set<string>();
  const unasked = (keys: readonly UnitKey[]): UnitKey[] => {
    const left = new Map(keys.map((key) => [unitKey(key.scope, key.subject), key]));
    for (const key of left.keys()) if (asked.has(key)) left.delete(key);
    for (const key of left.keys()) asked.add(key);
    return [...left.values()];
  };
  const hold = (outcomes: readonly HeldOutcome[]) => {
    for (const outcome of outcomes) {
      const key = unitKey(outcome.scope, outcome.subject);
      held.set(key, [...(held.get(key) ?? []), outcome]);
    }
  };
  const add = (found: readonly JudgedRow[]): JudgedRow[] => {
    const added: JudgedRow[] = [];
    for (const row of found) {
      if (rows.has(row.id)) continue;
      rows.set(row.id, row);
      added.push(row);
    }
    return added;
  };
  let units = unasked(start.units);
  hold(await outcomesAbout(tx, units));
  let found = await ofIds(read, start.ids ?? []);
  while (units.length > 0 || found.length > 0) {
    const of = (scope: number) => units.filter((unit) => unit.scope === scope).map((unit) => unit.subject);
    const [requests, traces, sessions] = [of(REQUEST), of(TRACE), of(SESSION)];
    if (requests.length > 0) found = found.concat(await ofRequests(tx, read, requests));
    if (traces.length > 0) found = found.concat(await ofTraces(tx, read, traces));
    if (sessions.length > 0) found = found.concat(await ofSessions(tx, read, sessions));
    const added = add(found);
    const fresh = added.concat(add(await siblings(read, added)));
    const outcomes = await outcomesAbout(tx, unasked(fresh.flatMap(keysOf)));
    hold(outcomes);
    units = [...new Map(outcomes.map((one) => [unitKey(one.scope, one.subject), one])).values()];
    found = [];
  }
  return { rows: [...rows.values()], held };
}

async function ofIds(read: Read, ids: readonly string[]): Promise<JudgedRow[]> {
  if (ids.length === 0) return [];
  return read(
    `unnest($1::uuid[]) as k(id) cross join lateral (select i.id, i.occurred_at from identity i where i.id = k.id offset 0) i
     cross join lateral (select * from attempt a where a.id = i.id and a.occurred_at = i.occurred_at offset 0) a`,
    [ids],
  );
}
