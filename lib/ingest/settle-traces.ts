import type { Tx } from "../../db/client";
import type { SpanLink } from "../facts";
import { type Arrivals, MARK, OUTCOME } from "./arrivals";
import { attemptsBy } from "./attempts-by";
import { escalatedSubjects, escalatedTraces } from "./escalated-subjects";
import { answeredByGateways } from "./gateway-rows";
import type { AttemptBatch } from "./merge-attempts";
import { presentIn } from "./present";
import { linksOf, type Settled, settleTrace, type TraceRow } from "./settle-trace";
import { byIndex, isStaged, needStage, rememberAttempts } from "./stage";

interface StoredRow extends TraceRow {
  recordId: string;
  /** The provider's id of the response, else the record's. */
  response: string;
  trace: string;
  occurredAt: string;
  now: Settled;
}

/** Everything that a merge brought. */
interface Brought {
  count: number;
  /** Gives each row's trace, and bits of `MARK`. */
  each: (take: (trace: string | null, marks: number) => void) => void;
  /** First and last of them, epoch microseconds. */
  from: number;
  to: number;
  /** The providers' ids of the responses, else the records'; to be read only where they matter. */
  responses: () => string[];
}

/** Settles every trace that this batch can have changed: those of spans, and those in which a call failed. Returns what `settle` does. */
export async function settleTraces(
  tx: Tx,
  { arrivals, links, tracer }: Pick<AttemptBatch, "arrivals" | "tracer" | "links">,
): Promise<string[]> {
  const came = await broughtBy(tx, arrivals);
  return settle(tx, tracer ? await openTraces(tx, came, arrivals.closed, links) : await failedTraces(tx, came, arrivals.closed));
}

/**
 * Traces that spans came of, without those that need not be read: that are here whole, stand as they settle by themselves, and of which neither an earlier
 * row or span nor a gateway's row of the same call is stored.
 */
async function openTraces(tx: Tx, came: Brought, closed: Arrivals["closed"], links: readonly SpanLink[]): Promise<string[]> {
  const traces = tracesOf(came, links);
  if (closed.size === 0 || (await presentIn(tx)).escalated) return traces;
  const fresh = freshOf(came);
  const told = new Map([...links].reverse().map(({ trace, span, parent }) => [`${trace} ${span}`, parent]));
  const whole = traces.filter((trace) => closed.has(trace));
  const [stored, edges, { answered }] = await Promise.all([
    tx<{ trace: string; n: number }[]>`
      select id_text(a.trace) as trace, count(*)::integer as n from ${attemptsBy(tx, "trace", whole)} a group by a.trace`,
    readLinks(tx, whole),
    answeredByGateways(
      tx,
      whole.flatMap((trace) => closed.get(trace) ?? []),
    ),
  ]);
  const alone = new Set(whole.filter((trace) => !closed.get(trace)?.some(({ id }) => answered.has(id))));
  for (const { trace, n } of stored) if (n !== fresh.get(trace)) alone.delete(trace);
  for (const { trace, span, parent } of edges) if (told.get(`${trace} ${span}`) !== parent) alone.delete(trace);
  return traces.filter((trace) => !alone.has(trace));
}

/** How many rows came of each trace. */
function freshOf(came: Brought): Map<string, number> {
  const fresh = new Map<string, number>();
  came.each((trace) => trace !== null && fresh.set(trace, (fresh.get(trace) ?? 0) + 1));
  return fresh;
}

/** New rows, and those that were folded from several versions. */
async function broughtBy(tx: Tx, arrivals: Arrivals): Promise<Brought> {
  const again = !isStaged(tx)
    ? []
    : await tx<{ trace: string | null; marks: number; at: string; response: string }[]>`
    select id_text(trace) as trace, case when status = 1 then ${MARK.failed}::integer else 0 end + case when extra ? 'callId' then ${MARK.stated}::integer else 0 end as marks,
      (extract(epoch from occurred_at) * 1000000)::bigint as at, id_text(coalesce(response_id, record_id)) as response
    from refolded`;
  const { from, to } = arrivals.span();
  return {
    count: arrivals.countOf(OUTCOME.accepted) + again.length,
    each: (take) => {
      arrivals.eachFresh(take);
      for (const { trace, marks } of again) take(trace, marks);
    },
    from: again.reduce((first, { at }) => Math.min(first, Number(at)), from),
    to: again.reduce((last, { at }) => Math.max(last, Number(at)), to),
    responses: () => [
      ...[...arrivals.freshNames()].map(({ responseId, recordId }) => responseId ?? recordId),
      ...again.map(({ response }) => response),
    ],
  };
}

/** Traces of the rows that came and of spans that are no calls. */
function tracesOf(came: Brought, links: readonly SpanLink[]): string[] {
  const traces = new Set<string>();
  came.each((trace) => trace !== null && traces.add(trace));
  for (const { trace } of links) traces.add(trace);
  return [...traces];
}

const DAY_MS = 86_400_000;
/** More rows than this are compared with all failures around them, instead of looking each up. */
const LOOK_UP = 1_000;

/** A trace in which a call failed, and how many rows it has; 0: not looked up. */
interface Failed {
  trace: string;
  n: number;
}

/** Traces of failed calls, those in which a call failed or was escalated or whose source states which rows are one call, and those of tracer rows whose response a gateway's new row answers; without those that are here whole, and stand as they settle by themselves. */
async function failedTraces(tx: Tx, came: Brought, closed: Arrivals["closed"]): Promise<string[]> {
  if (came.count === 0) return [];
  const found = new Set<string>();
  const stated = new Set<string>();
  came.each((trace, marks) => {
    if (trace === null) return;
    if (marks & MARK.failed) found.add(trace);
    if (marks & MARK.stated) stated.add(trace);
  });
  const [from, to] = [new Date(came.from / 1000 - DAY_MS), new Date(came.to / 1000 + DAY_MS)];
  const isFailure = tx`a.status = 1 and a.occurred_at between ${from} and ${to}`;
  const lookedUp = (traces: readonly string[]) => tx<Failed[]>`
    select id_text(a.trace) as trace, count(*)::integer as n from ${attemptsBy(tx, "trace", traces)} a group by a.trace having bool_or(${isFailure})`;
  const failures = async (): Promise<Failed[]> => {
    if (came.count <= LOOK_UP) return lookedUp(tracesOf(came, []));
    const all = await tx<
      Failed[]
    >`select id_text(a.trace) as trace, 0 as n from attempt a where a.trace is not null and ${isFailure} group by a.trace`;
    const mayStand = all.flatMap(({ trace }) => (closed.has(trace) ? [trace] : []));
    return [...all.filter(({ trace }) => !closed.has(trace)), ...(await lookedUp(mayStand))];
  };
  const [failed, escalated, { tracers }] = await Promise.all([
    failures(),
    escalatedTraces(tx, () => tracesOf(came, []), from, to),
    presentIn(tx),
  ]);
  const fresh = failed.length > 0 ? freshOf(came) : new Map<string, number>();
  const alone = new Set<string>();
  for (const { trace, n } of failed) {
    if (!fresh.has(trace)) continue;
    if (n === fresh.get(trace) && n === closed.get(trace)?.length) alone.add(trace);
    else found.add(trace);
  }
  if (stated.size > 0) {
    const rows = await tx<{ trace: string }[]>`
      select id_text(a.trace) as trace from ${attemptsBy(tx, "trace", [...stated])} a
      where a.occurred_at between ${from} and ${to}
      group by a.trace having count(*) > 1`;
    for (const { trace } of rows) found.add(trace);
  }
  for (const trace of alone) found.delete(trace);
  for (const trace of escalated) found.add(trace);
  if (tracers) {
    const rows = await tx<{ trace: string }[]>`
      select id_text(a.trace) as trace from ${attemptsBy(tx, "response_id", came.responses())} a
      where a.span is not null and a.trace is not null and a.occurred_at between ${from} and ${to}
      group by a.trace`;
    for (const { trace } of rows) found.add(trace);
  }
  return [...found];
}

/**
 * Reads the traces whole, decides, and records what changed in `attempt` and `delta`. Returns the identities of gateways' rows that answer the same
 * response as a tracer's row in one of these traces.
 */
export async function settle(tx: Tx, traces: readonly string[]): Promise<string[]> {
  const answering = new Set<string>();
  for (let i = 0; i < traces.length; i += 2_000) for (const id of await settleSome(tx, traces.slice(i, i + 2_000))) answering.add(id);
  return [...answering];
}

async function settleSome(tx: Tx, traces: readonly string[]): Promise<Set<string>> {
  const [{ stored, answering }, edges] = await Promise.all([readTraces(tx, traces), readLinks(tx, traces)]);
  const links = linksOf(edges);
  const changes: { row: StoredRow; to: Settled }[] = [];
  for (const [trace, rows] of stored) {
    const settled = settleTrace(rows, links.get(trace) ?? new Map());
    for (const row of rows) {
      const to = settled.get(row.id);
      if (to && !same(row.now, to)) changes.push({ row, to });
    }
  }
  if (changes.length > 0) await apply(tx, changes);
  return answering;
}

const same = (a: Settled, b: Settled): boolean =>
  a.counted === b.counted &&
  a.call === b.call &&
  a.attemptNo === b.attemptNo &&
  a.final === b.final &&
  a.attempts === b.attempts &&
  a.ledger === b.ledger &&
  a.estimable === b.estimable;

/** The rows by trace, and the identities of the gateways' rows that answer the same responses. */
async function readTraces(tx: Tx, traces: readonly string[]): Promise<{ stored: Map<string, StoredRow[]>; answering: Set<string> }> {
  const rows = await tx<(Omit<StoredRow, "now" | "shadowed" | "escalated"> & Settled)[]>`
    select a.id, id_text(a.trace) as trace, id_text(a.record_id) as "recordId", id_text(coalesce(a.response_id, a.record_id)) as response, a.occurred_at::text as "occurredAt",
      extract(epoch from a.occurred_at)::float8 * 1000 as "startMs",
      extract(epoch from a.occurred_at)::float8 * 1000 + a.duration_ms as "endMs",
      a.status = 1 as failed, a.status = 0 as succeeded, a.kind in (9, 10) as overhead, a.model, a.ledger_reason as reason, a.status <> 2 and a.kind not in (9, 10) as joins,
      a.input_uncached is not null or a.output is not null as "hasTokens",
      a.prompt_hash as "promptHash", a.requested_model as "requestedModel", a.extra ->> 'callId' as "callId", (a.extra ->> 'step')::integer as step,
      a.hidden, id_text(a.span) as span, id_text(a.parent) as parent, case when s.role = 'tracer' then id_text(a.response_id) end as "responseId",
      a.counted, a.call, coalesce(a.attempt_no, 1) as "attemptNo", a.final, coalesce(a.attempts, 1) as attempts, a.ledger, a.estimable
    from ${attemptsBy(tx, "trace", traces)} a join source s on s.num = a.source`;
  const [{ answered, answering }, escalated] = await Promise.all([
    answeredByGateways(tx, rows),
    escalatedSubjects(tx, () => rows.flatMap((row) => [row.recordId, row.response])),
  ]);
  const byTrace = new Map<string, StoredRow[]>();
  for (const { counted, call, attemptNo, final, attempts, ledger, estimable, ...row } of rows) {
    const list = byTrace.get(row.trace) ?? [];
    if (list.length === 0) byTrace.set(row.trace, list);
    list.push({
      ...row,
      shadowed: answered.has(row.id),
      escalated: escalated.has(row.recordId) || escalated.has(row.response),
      now: { counted, call, attemptNo, final, attempts, ledger, estimable },
    });
  }
  return { stored: byTrace, answering };
}

const readLinks = (tx: Tx, traces: readonly string[]) =>
  tx<SpanLink[]>`select trace, span, parent from span_link where trace = any(${traces as string[]})`;

async function apply(tx: Tx, changes: readonly { row: StoredRow; to: Settled }[]): Promise<void> {
  await needStage(tx);
  await tx`delete from settled`;
  // Booleans go as text: the driver takes an array for the type of its first element.
  const rows = changes.map(({ row, to }) => ({
    id: row.id,
    occurred_at: row.occurredAt,
    counted: to.counted,
    call: to.call,
    attempt_no: to.attemptNo,
    final: to.final,
    attempts: to.attempts,
    ledger: to.ledger,
    estimable: to.estimable,
    structural: row.now.counted !== to.counted,
  }));
  await tx`
    insert into settled
    select * from jsonb_to_recordset(${tx.json(rows)}) as s
      (id uuid, occurred_at timestamptz, counted boolean, call uuid, attempt_no smallint, final boolean, attempts smallint, ledger smallint, estimable boolean,
       structural boolean)`;
  for (const structural of [true, false])
    await rememberAttempts(tx, `(select * from settled where structural = ${structural})`, -1, structural);
  await byIndex(
    tx,
    () => tx`
      update attempt a set counted = s.counted, call = s.call, attempt_no = nullif(s.attempt_no, 1), final = s.final, attempts = nullif(s.attempts, 1),
        ledger = s.ledger, estimable = s.estimable
      from settled s where a.id = s.id and a.occurred_at = s.occurred_at`,
  );
  for (const structural of [true, false])
    await rememberAttempts(tx, `(select * from settled where structural = ${structural})`, 1, structural);
}
