import type { Sql, Tx } from "../../db/client";
import { type Budget, decideLevel, type Reading } from "../budgets";
import { type BudgetSnapshot, budgetSnapshotSchema } from "../budgets/snapshot";
import type { BudgetPeriod } from "./periods";
import { crossedOn, type Story } from "./story";
import { applyThresholds, type Crossing, type ThresholdChange } from "./thresholds";
import { writeDeliveries } from "./write-deliveries";

export interface Evaluation {
  budget: Budget;
  /** As it was when the budget was read. */
  revision: number;
  period: BudgetPeriod;
  reading: Reading;
  /** Null where the reading had nothing to tell. */
  story: Story | null;
  now: Date;
  zone: string;
  /** The part of Message-IDs after the @. */
  mailHost: string;
}

export async function readCrossings(sql: Sql | Tx, budgetId: string, period: BudgetPeriod): Promise<Crossing[]> {
  return sql<Crossing[]>`
    select trim_scale(threshold)::text as threshold, trim_scale(line)::text as line, below_since is not null as below
    from budget_crossing
    where budget_id = ${budgetId} and period_start = ${period.fromDay}`;
}

/**
 * Writes state, crossings, the event and its deliveries in one transaction. Says how many events it wrote: 0 or 1. Evaluations of one budget wait for
 * each other; one that read an older budget, or read earlier than the one on record, writes nothing.
 */
export async function writeEvaluation(sql: Sql, evaluation: Evaluation): Promise<number> {
  const { budget, revision, period, reading, story, now } = evaluation;
  return sql.begin(async (tx) => {
    const [current] = await tx<
      { revision: number }[]
    >`select revision from budget where id = ${budget.id} and archived_at is null for update`;
    if (current?.revision !== revision) return 0;
    const [newer] = await tx`
      select from budget_period where budget_id = ${budget.id} and period_start = ${period.fromDay} and evaluated_at > ${now}`;
    if (newer) return 0;
    const change = applyThresholds(await readCrossings(tx, budget.id, period), budget, reading.spent);
    const tells = change.crossed.some((crossing) => !crossing.superseded);
    // Another evaluation came between and changed what is on record: the next one tells.
    if (tells && !story) return 0;
    await writePeriod(tx, evaluation);
    await correctCrossings(tx, evaluation, change);
    return story ? tell(tx, { ...evaluation, story }, change) : recordSuperseded(tx, evaluation, change);
  });
}

async function writePeriod(tx: Tx, { budget, period, reading, now }: Evaluation): Promise<void> {
  const { state } = decideLevel(budget, reading, { periodEnd: period.to, now: now.getTime() });
  const dataThrough = reading.dataThrough == null ? null : new Date(reading.dataThrough);
  await tx`
    insert into budget_period (budget_id, period_start, period_end, state, amount, spent, priced_share, data_through, evaluated_at)
    values (${budget.id}, ${period.fromDay}, ${period.toDay}, ${state}, ${budget.amount}, ${reading.spent}, ${reading.pricedShare}, ${dataThrough}, ${now})
    on conflict (budget_id, period_start) do update set
      period_end = excluded.period_end, state = excluded.state, amount = excluded.amount, spent = excluded.spent,
      priced_share = excluded.priced_share, data_through = excluded.data_through, evaluated_at = excluded.evaluated_at`;
}

async function correctCrossings(
  tx: Tx,
  { budget, period, now }: Evaluation,
  { rearmed, moved, below, back }: ThresholdChange,
): Promise<void> {
  const at = (threshold: string) => tx`budget_id = ${budget.id} and period_start = ${period.fromDay} and threshold = ${threshold}::numeric`;
  for (const threshold of rearmed) await tx`delete from budget_crossing where ${at(threshold)}`;
  for (const { threshold, line } of moved) await tx`update budget_crossing set line = ${line} where ${at(threshold)}`;
  for (const threshold of below) await tx`update budget_crossing set below_since = ${now} where ${at(threshold)}`;
  for (const threshold of back) await tx`update budget_crossing set below_since = null where ${at(threshold)}`;
}

async function tell(tx: Tx, evaluation: Evaluation & { story: Story }, change: ThresholdChange): Promise<number> {
  const told = change.crossed.find((crossing) => !crossing.superseded);
  if (!told) return recordSuperseded(tx, evaluation, change);
  const { budget, period, now } = evaluation;
  const superseded = change.crossed.filter((crossing) => crossing.superseded).map((crossing) => crossing.threshold);
  const snapshot = takeSnapshot(evaluation, told, superseded);
  const [event] = await tx<{ id: string }[]>`
    insert into alert_event (kind, budget_id, period_start, threshold, line, snapshot, created_at)
    values ('budget', ${budget.id}, ${period.fromDay}, ${told.threshold}, ${told.line}, ${tx.json(snapshot)}, ${now})
    on conflict (budget_id, period_start, kind, threshold, line) where budget_id is not null do nothing
    returning id`;
  if (event) await writeDeliveries(tx, { event: event.id }, budget.recipients, { now, mailHost: evaluation.mailHost });
  const eventId = event?.id ?? (await eventOf(tx, evaluation, told));
  for (const crossing of change.crossed) await recordCrossing(tx, evaluation, crossing, eventId);
  return event ? 1 : 0;
}

/** The amount was raised and lowered again: this line told already. */
async function eventOf(tx: Tx, { budget, period }: Evaluation, { threshold, line }: { threshold: string; line: string }): Promise<string> {
  const [event] = await tx<{ id: string }[]>`
    select id from alert_event
    where budget_id = ${budget.id} and period_start = ${period.fromDay} and threshold = ${threshold}::numeric and line = ${line}::numeric`;
  if (!event) throw new Error("An event that conflicts is gone.");
  return event.id;
}

/** Thresholds that were added below one that told: its event stands for them. */
async function recordSuperseded(tx: Tx, evaluation: Evaluation, { crossed }: ThresholdChange): Promise<number> {
  if (crossed.length === 0) return 0;
  const [highest] = await tx<{ event_id: string }[]>`
    select event_id from budget_crossing
    where budget_id = ${evaluation.budget.id} and period_start = ${evaluation.period.fromDay}
    order by threshold desc limit 1`;
  if (highest) for (const crossing of crossed) await recordCrossing(tx, evaluation, crossing, highest.event_id);
  return 0;
}

async function recordCrossing(
  tx: Tx,
  { budget, period, now }: Evaluation,
  { threshold, line, superseded }: ThresholdChange["crossed"][number],
  eventId: string,
): Promise<void> {
  await tx`
    insert into budget_crossing (budget_id, period_start, threshold, line, event_id, superseded, crossed_at)
    values (${budget.id}, ${period.fromDay}, ${threshold}, ${line}, ${eventId}, ${superseded}, ${now})`;
}

function takeSnapshot(
  { budget, period, reading, story, now, zone }: Evaluation & { story: Story },
  { threshold, line }: { threshold: string; line: string },
  superseded: string[],
): BudgetSnapshot {
  const { share } = decideLevel(budget, reading, { periodEnd: period.to, now: now.getTime() });
  return budgetSnapshotSchema.parse({
    budget: { id: budget.id, name: budget.name, createdBy: budget.createdBy },
    metric: budget.metric,
    scope: budget.scope,
    period: { kind: budget.period, from: period.fromDay, to: period.toDay, zone },
    asOf: now.toISOString(),
    closed: period.to <= now.getTime(),
    amount: budget.amount,
    spent: reading.spent,
    share,
    threshold,
    line,
    superseded,
    crossedOn: crossedOn(story.series, line),
    pricedShare: reading.pricedShare,
    dataThrough: reading.dataThrough == null ? null : new Date(reading.dataThrough).toISOString(),
    ...story,
  });
}
