import type { Tx } from "../../db/client";
import { foldOutcomes } from "../rollups";
import type { ArrivalNames, Arrivals } from "./arrivals";
import type { IngestContext } from "./context";
import { type JudgedRow, judge, keysOf, REQUEST, SESSION, TRACE, unitKey, type Verdict } from "./judge";
import { type Judged, outcomesAbout, readJudged, type UnitKey } from "./judged-rows";
import { presentIn } from "./present";
import { byIndex, isStaged, needStage, settlePending } from "./stage";

export const NO_VERDICT: Verdict = { outcome: null, cost: null, value: null };

export interface Touched {
  /** What changed outcomes are about. */
  units?: readonly UnitKey[];
  /** A batch whose new rows may be what outcomes wait for. */
  fresh?: Pick<Arrivals, "freshNames">;
  /** Attempts of which something else changed that outcomes depend on: what a failure costs, or whether they were routed. */
  ids?: readonly string[];
}

export type SettleContext = Pick<IngestContext, "baselines" | "zone">;

/** First and last time of the attempts that hold something else now, epoch microseconds. */
export interface ChangedSpan {
  from: number;
  to: number;
}

/**
 * Brings `outcome`, `outcome_cost` and `outcome_value` up to date for what changed: outcomes, new rows, and every attempt whose image stands in `delta`.
 * The rollups follow at once. Under the merge lock, with the stage open; `delta` is not changed, and may be folded before or after.
 * Costs one look where there is no outcome. Returns which times it changed, null for none.
 */
export async function settleOutcomes(
  tx: Tx,
  { baselines, zone }: SettleContext,
  { units = [], fresh, ids = [] }: Touched,
): Promise<ChangedSpan | null> {
  if (units.length === 0 && !(await presentIn(tx)).outcomes) return null;
  const changed = await changedRows(tx);
  const keys = [...changed.flatMap((row) => row.keys), ...(fresh ? freshKeys(fresh) : [])];
  const told = await outcomesAbout(tx, distinct(keys));
  const about = new Set(told.map(({ scope, subject }) => unitKey(scope, subject)));
  // A session's times are not yet those of rows that changed, and a row that lost what an outcome found it by still holds that outcome.
  const met = changed.filter((row) => row.judged || row.keys.some(({ scope, subject }) => about.has(unitKey(scope, subject))));
  if (told.length + met.length + units.length + ids.length === 0) return null;
  await settlePending(tx);
  const judged = await readJudged(tx, { units: [...units, ...told], ids: [...new Set([...ids, ...met.map((row) => row.id)])] });
  const verdicts = judge(judged.rows, judged.held, baselines.failureCostOf);
  const changes = changesOf(judged.rows, verdicts);
  if (changes.length > 0) await apply(tx, zone, changes);
  await markWaiting(tx, judged);
  return changes.reduce<ChangedSpan | null>(
    (span, { row }) => ({ from: Math.min(span?.from ?? row.at, row.at), to: Math.max(span?.to ?? row.at, row.at) }),
    null,
  );
}

/**
 * Applies outcomes anew to attempts of which what a failure costs, or whether they were routed, changed: 0, one or several of a request. Else as
 * `settleOutcomes`: the caller opens the stage and holds the merge lock.
 */
export function reapplyOutcomes(tx: Tx, context: SettleContext, ids: readonly string[]): Promise<ChangedSpan | null> {
  return settleOutcomes(tx, context, { ids });
}

/** Rows that hold something else than they should. */
export function changesOf(rows: readonly JudgedRow[], verdicts: ReadonlyMap<string, Verdict>): { row: JudgedRow; to: Verdict }[] {
  return rows.flatMap((row) => {
    const to = verdicts.get(row.id) ?? NO_VERDICT;
    return row.outcome === to.outcome && row.cost === to.cost && row.value === to.value ? [] : [{ row, to }];
  });
}

const distinct = (keys: readonly UnitKey[]): UnitKey[] => [...new Map(keys.map((key) => [unitKey(key.scope, key.subject), key])).values()];

function* keysOfNamed({ recordId, responseId, callId, trace, session }: ArrivalNames): Generator<UnitKey> {
  yield { scope: REQUEST, subject: recordId };
  if (responseId !== null && responseId !== recordId) yield { scope: REQUEST, subject: responseId };
  if (callId !== null) yield { scope: REQUEST, subject: callId };
  if (trace !== null) yield { scope: TRACE, subject: trace };
  if (session !== null) yield { scope: SESSION, subject: session };
}

/** Every row that changed, as it was and as it is, with what outcomes may be about. */
async function changedRows(tx: Tx): Promise<{ id: string; judged: boolean; keys: UnitKey[] }[]> {
  if (!isStaged(tx)) return [];
  const [any] = await tx<{ any: boolean }[]>`select exists (select from delta) as any`;
  if (!any?.any) return [];
  const read = () => tx<(ArrivalNames & { id: string; judged: boolean; inSession: boolean })[]>`
    select distinct d.id, d.outcome is not null as judged, id_text(d.record_id) as "recordId", id_text(d.response_id) as "responseId",
      d.extra ->> 'callId' as "callId", id_text(d.trace) as trace, d.session_key is not null as "inSession",
      (select s.id from session_name s where s.key = d.session_key) as session
    from delta d`;
  let rows = await read();
  if (rows.some(({ inSession, session }) => inSession && session === null)) {
    // Sessions get their names with what is pending.
    await settlePending(tx);
    rows = await read();
  }
  return rows.map(({ id, judged, ...named }) => ({ id, judged, keys: [...keysOfNamed(named)] }));
}

function freshKeys(arrivals: Pick<Arrivals, "freshNames">): UnitKey[] {
  const keys: UnitKey[] = [];
  for (const names of arrivals.freshNames()) keys.push(...keysOfNamed(names));
  return keys;
}

async function apply(tx: Tx, zone: string, changes: readonly { row: JudgedRow; to: Verdict }[]): Promise<void> {
  await needStage(tx);
  await tx`delete from judged`;
  await tx`
    insert into judged (id, occurred_at, outcome, outcome_cost, outcome_value)
    select * from unnest(${changes.map(({ row }) => row.id)}::uuid[], ${changes.map(({ row }) => row.occurredAt)}::text[]::timestamptz[],
      ${changes.map(({ to }) => to.outcome)}::smallint[], ${changes.map(({ to }) => to.cost)}::text[]::numeric[], ${changes.map(({ to }) => to.value)}::text[]::numeric[])`;
  await foldOutcomes(tx, zone);
  await byIndex(
    tx,
    () => tx`
      update attempt a set outcome = j.outcome, outcome_cost = j.outcome_cost, outcome_value = j.outcome_value
      from judged j where a.id = j.id and a.occurred_at = j.occurred_at`,
  );
}

/** Outcomes wait until a request that they are about is there. */
async function markWaiting(tx: Tx, { rows, held }: Judged): Promise<void> {
  const found = new Set<string>();
  for (const row of rows) if (row.isCall) for (const { scope, subject } of keysOf(row)) found.add(unitKey(scope, subject));
  const moved: Record<"true" | "false", string[]> = { true: [], false: [] };
  for (const [key, outcomes] of held) {
    const waits = !found.has(key);
    for (const outcome of outcomes) if (outcome.waits !== waits) moved[`${waits}`].push(outcome.id);
  }
  for (const waits of [true, false] as const) {
    const ids = moved[`${waits}`];
    if (ids.length > 0) await tx`update outcome set waits = ${waits} where counted and id = any(${ids}::uuid[])`;
  }
}
