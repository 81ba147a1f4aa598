import type { Tx } from "../../db/client";
import type { AttemptBatch } from "./merge-attempts";
import { type Settled, settleTrace, type TraceRow } from "./settle-trace";
import { byIndex, rememberAttempts } from "./stage";

interface StoredRow extends TraceRow {
  trace: string;
  occurredAt: string;
  now: Settled;
}

/** Settles every trace that this batch can have changed: those of spans, and those in which a call failed. Returns them. */
export async function settleTraces(tx: Tx, batch: Pick<AttemptBatch, "tracer" | "links">): Promise<string[]> {
  const traces = batch.tracer
    ? await spanTraces(
        tx,
        batch.links.map((l) => l.trace),
      )
    : await failedTraces(tx);
  await settle(tx, traces);
  return traces;
}

/** Traces of the rows that came and of `more`. */
async function spanTraces(tx: Tx, more: readonly string[]): Promise<string[]> {
  const rows = await tx<{ trace: string }[]>`
    select trace from arrival where trace is not null
    union select trace from refolded where trace is not null
    union select t from unnest(${[...new Set(more)]}::text[]) as t`;
  return rows.map((row) => row.trace);
}

/** Only tracers have spans: without one there is nothing to look for. */
export async function hasTracers(tx: Tx): Promise<boolean> {
  const [row] = await tx<{ any: boolean }[]>`select exists (select from source where role = 'tracer') as any`;
  return row?.any ?? false;
}

/** Traces of failed calls, those in which a call failed or whose source states which rows are one call, and those of tracer rows whose response a gateway's new row answers. */
async function failedTraces(tx: Tx): Promise<string[]> {
  const rows = await tx<{ trace: string }[]>`
    with fresh as materialized (
      select id, trace, failed, occurred_at, response, stated from arrival
      union all select id, trace, status = 1, occurred_at, coalesce(response_id, record_id), extra ? 'callId' from refolded
    ), span as (
      select min(occurred_at) - interval '1 day' as from, max(occurred_at) + interval '1 day' as to from fresh
    )
    select trace from fresh where failed and trace is not null
    union
    select f.trace from fresh f where f.trace in (
      select a.trace from attempt a, span where a.status = 1 and a.trace is not null and a.occurred_at between span.from and span.to
    )
    union
    select f.trace from fresh f where f.stated and exists (
      select from attempt a, span where a.trace = f.trace and a.id <> f.id and a.occurred_at between span.from and span.to
    )
    union
    select a.trace from fresh f join attempt a on coalesce(a.response_id, a.record_id) = f.response and a.span is not null and a.trace is not null
    where ${await hasTracers(tx)} and a.occurred_at between (select span.from from span) and (select span.to from span)`;
  return rows.map((row) => row.trace);
}

/** Reads the traces whole, decides, and records what changed in `attempt` and `delta`. */
export async function settle(tx: Tx, traces: readonly string[]): Promise<void> {
  for (let i = 0; i < traces.length; i += 2_000) await settleSome(tx, traces.slice(i, i + 2_000));
}

async function settleSome(tx: Tx, traces: readonly string[]): Promise<void> {
  const stored = await readTraces(tx, traces);
  const links = await readLinks(tx, traces);
  const changes: { row: StoredRow; to: Settled }[] = [];
  for (const [trace, rows] of stored) {
    const settled = settleTrace(rows, links.get(trace) ?? new Map());
    for (const row of rows) {
      const to = settled.get(row.id);
      if (to && !same(row.now, to)) changes.push({ row, to });
    }
  }
  if (changes.length > 0) await apply(tx, changes);
}

const same = (a: Settled, b: Settled): boolean =>
  a.counted === b.counted && a.call === b.call && a.attemptNo === b.attemptNo && a.final === b.final && a.attempts === b.attempts;

async function readTraces(tx: Tx, traces: readonly string[]): Promise<Map<string, StoredRow[]>> {
  const rows = await tx<(Omit<StoredRow, "now"> & Settled)[]>`
    select a.id, a.trace, a.occurred_at::text as "occurredAt",
      extract(epoch from a.occurred_at)::float8 * 1000 as "startMs",
      extract(epoch from a.occurred_at)::float8 * 1000 + a.duration_ms as "endMs",
      a.status = 1 as failed, a.status <> 2 and a.kind not in (9, 10) as joins,
      a.input_uncached is not null or a.output is not null as "hasTokens",
      a.prompt_hash as "promptHash", a.requested_model as "requestedModel", a.extra ->> 'callId' as "callId", (a.extra ->> 'step')::integer as step,
      a.hidden, a.span, a.parent, case when s.role = 'tracer' then a.response_id end as "responseId",
      s.role = 'tracer' and a.response_id is not null and exists (
        select 1 from attempt g
        where coalesce(g.response_id, g.record_id) = a.response_id and g.source in (select num from source where role = 'gateway')
          and g.occurred_at between a.occurred_at - interval '1 day' and a.occurred_at + interval '1 day'
      ) as shadowed,
      a.counted, a.call, a.attempt_no as "attemptNo", a.final, a.attempts
    from attempt a join source s on s.num = a.source
    where a.trace = any(${traces as string[]})`;
  const byTrace = new Map<string, StoredRow[]>();
  for (const { counted, call, attemptNo, final, attempts, ...row } of rows) {
    const list = byTrace.get(row.trace) ?? [];
    if (list.length === 0) byTrace.set(row.trace, list);
    list.push({ ...row, now: { counted, call, attemptNo, final, attempts } });
  }
  return byTrace;
}

async function readLinks(tx: Tx, traces: readonly string[]): Promise<Map<string, Map<string, string | null>>> {
  const rows = await tx<{ trace: string; span: string; parent: string | null }[]>`
    select trace, span, parent from span_link where trace = any(${traces as string[]})`;
  const byTrace = new Map<string, Map<string, string | null>>();
  for (const { trace, span, parent } of rows) {
    const links = byTrace.get(trace) ?? new Map<string, string | null>();
    byTrace.set(trace, links.set(span, parent));
  }
  return byTrace;
}

async function apply(tx: Tx, changes: readonly { row: StoredRow; to: Settled }[]): Promise<void> {
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
    structural: row.now.counted !== to.counted,
  }));
  await tx`
    insert into settled
    select * from jsonb_to_recordset(${tx.json(rows)}) as s
      (id uuid, occurred_at timestamptz, counted boolean, call uuid, attempt_no smallint, final boolean, attempts smallint, structural boolean)`;
  for (const structural of [true, false])
    await rememberAttempts(tx, `(select * from settled where structural = ${structural})`, -1, structural);
  await byIndex(
    tx,
    () => tx`
      update attempt a set counted = s.counted, call = s.call, attempt_no = s.attempt_no, final = s.final, attempts = s.attempts
      from settled s where a.id = s.id and a.occurred_at = s.occurred_at`,
  );
  for (const structural of [true, false])
    await rememberAttempts(tx, `(select * from settled where structural = ${structural})`, 1, structural);
}
