import type { Sql, Tx } from "../../db/client";
import { asOf, type ForecastInput, makeForecast } from "../forecast";
import { crossedAt, severityOf, type Telling, takeSnapshot, titleOf } from "./budget-event";
import { NO_RECORD, readRecords, recordKey } from "./budget-record";
import { decide, type Evaluation, tells } from "./evaluation";
import type { ForecastChange, ForecastCrossing } from "./forecast-lines";
import { periodRow } from "./period-row";
import type { Story } from "./story";
import type { ThresholdChange } from "./thresholds";
import { writeDeliveries } from "./write-deliveries";
import { writePeriods } from "./write-quiet";

export interface WrittenEvaluation extends Omit<Evaluation, "record"> {
  /** Null where the reading had nothing to tell. */
  story: Story | null;
  /** What the forecast that is told with it is made of. */
  input: ForecastInput | null;
  now: Date;
  zone: string;
  /** The part of Message-IDs after the @. */
  mailHost: string;
}

type Basis = "actual" | "forecast";

/**
 * Writes state, crossings, events and their deliveries in one transaction. Says how many events it wrote. Evaluations of one budget wait for each
 * other; one that read an older budget, or read earlier than the one on record, writes nothing.
 */
export async function writeEvaluation(sql: Sql, evaluation: WrittenEvaluation): Promise<number> {
  const { budget, revision, period, story, now } = evaluation;
  return sql.begin(async (tx) => {
    const [current] = await tx<
      { revision: number; muted: boolean }[]
    >`select revision, coalesce(muted_until > ${now}, false) as muted from budget where id = ${budget.id} and archived_at is null for update`;
    if (current?.revision !== revision) return 0;
    const [newer] = await tx`
      select from budget_period where budget_id = ${budget.id} and period_start = ${period.fromDay} and evaluated_at > ${now}`;
    if (newer) return 0;
    const records = await readRecords(tx, [budget.id], [period.fromDay]);
    const record = records.get(recordKey(budget.id, period.fromDay)) ?? NO_RECORD;
    const decision = decide(evaluation, record, now.getTime());
    // Another evaluation came between and changed what is on record: the next one tells.
    if (tells(decision) && !story) return 0;
    await writePeriods(tx, [periodRow(evaluation, now)]);
    await correctActual(tx, evaluation, decision.actual);
    await correctForecast(tx, evaluation, decision.forecast, record.forecast);
    const written = { ...evaluation, story, silent: current.muted };
    return (await tellActual(tx, written, decision.actual)) + (await tellForecast(tx, written, decision.forecast.crossed));
  });
}

type Written = WrittenEvaluation & { silent: boolean };

async function correctActual(tx: Tx, evaluation: WrittenEvaluation, { rearmed, moved, below, back }: ThresholdChange): Promise<void> {
  const { now } = evaluation;
  const at = (threshold: string) => crossing(tx, evaluation, "actual", threshold);
  for (const threshold of rearmed) await tx`delete from budget_crossing where ${at(threshold)}`;
  for (const { threshold, line } of moved) await tx`update budget_crossing set line = ${line} where ${at(threshold)}`;
  for (const threshold of below) await tx`update budget_crossing set below_since = ${now} where ${at(threshold)}`;
  for (const threshold of back) await tx`update budget_crossing set below_since = null where ${at(threshold)}`;
}

async function correctForecast(
  tx: Tx,
  evaluation: WrittenEvaluation,
  { record }: ForecastChange,
  before: ForecastChange["record"],
): Promise<void> {
  for (const { threshold, line, below } of before) {
    const at = crossing(tx, evaluation, "forecast", threshold);
    const after = record.find((entry) => entry.threshold === threshold);
    if (!after) await tx`delete from budget_crossing where ${at}`;
    else if (after.line !== line || after.below !== below)
      await tx`update budget_crossing set line = ${after.line}, below_since = ${after.below ? evaluation.now : null} where ${at}`;
  }
}

const crossing = (tx: Tx, { budget, period }: WrittenEvaluation, basis: Basis, threshold: string) =>
  tx`budget_id = ${budget.id} and period_start = ${period.fromDay} and basis = ${basis} and threshold = ${threshold}::numeric`;

async function tellActual(tx: Tx, evaluation: Written, { crossed }: ThresholdChange): Promise<number> {
  const told = crossed.find(({ superseded }) => !superseded);
  if (!told) return recordSuperseded(tx, evaluation, crossed);
  const superseded = crossed.filter((entry) => entry.superseded).map(({ threshold }) => threshold);
  const forecast = evaluation.input && makeForecast(evaluation.input);
  const event = await tell(tx, evaluation, { basis: "actual", ...told, superseded, forecast: bandOf(forecast) }, null);
  for (const entry of crossed) await recordCrossing(tx, evaluation, "actual", entry, event.id);
  return event.isNew ? 1 : 0;
}

/** One event for each close that reached a line for the first time, of the highest that it reached. */
async function tellForecast(tx: Tx, evaluation: Written, crossed: readonly ForecastCrossing[]): Promise<number> {
  const { forecast } = evaluation;
  let events = 0;
  for (const step of new Set(crossed.map((entry) => entry.step))) {
    const reached = crossed.filter((entry) => entry.step === step);
    const told = reached.find(({ superseded }) => !superseded);
    if (!told || !forecast) {
      await recordSuperseded(tx, evaluation, reached, "forecast");
      continue;
    }
    const superseded = reached.filter((entry) => entry.superseded).map(({ threshold }) => threshold);
    const made = bandOf(makeForecast(asOf(forecast.input, step.at, step.spent)));
    const event = await tell(tx, evaluation, { basis: "forecast", ...told, superseded, forecast: made }, new Date(step.at));
    for (const entry of reached) await recordCrossing(tx, evaluation, "forecast", entry, event.id);
    if (event.isNew) events += 1;
  }
  return events;
}

const bandOf = (made: ReturnType<typeof makeForecast>): Telling["forecast"] =>
  made && { value: made.value, low: made.low, high: made.high };

/** `at` is the time of the data that made it; null reads it off the series. A line that told already (the amount was raised and lowered again) tells no more. */
async function tell(tx: Tx, evaluation: Written, telling: Telling, at: Date | null): Promise<{ id: string; isNew: boolean }> {
  const { budget, period, story, now, mailHost, silent } = evaluation;
  if (!story) throw new Error("Nothing is told without its story.");
  const snapshot = takeSnapshot({ ...evaluation, story }, telling);
  const kind = telling.basis === "actual" ? "budget" : "forecast";
  const { threshold, line } = telling;
  const [event] = await tx<{ id: string }[]>`
    insert into alert_event (kind, budget_id, period_start, threshold, line, at, severity, title, snapshot, created_at)
    values (${kind}, ${budget.id}, ${period.fromDay}, ${threshold}, ${line}, ${at ?? crossedAt(evaluation, snapshot)},
      ${severityOf(telling.basis, threshold)}, ${titleOf(snapshot)}, ${tx.json(snapshot)}, ${now})
    on conflict (budget_id, period_start, kind, threshold, line) where budget_id is not null do nothing
    returning id`;
  if (event) {
    await writeDeliveries(tx, { event: event.id }, budget.recipients, { now, mailHost, silent });
    return { id: event.id, isNew: true };
  }
  const [known] = await tx<{ id: string }[]>`
    select id from alert_event
    where budget_id = ${budget.id} and period_start = ${period.fromDay} and kind = ${kind}
      and threshold = ${threshold}::numeric and line = ${line}::numeric`;
  if (!known) throw new Error("An event that conflicts is gone.");
  return { id: known.id, isNew: false };
}

/** Thresholds that were added below one that told: its event stands for them. */
async function recordSuperseded(
  tx: Tx,
  evaluation: Written,
  crossed: ThresholdChange["crossed"],
  basis: Basis = "actual",
): Promise<number> {
  if (crossed.length === 0) return 0;
  const [highest] = await tx<{ event_id: string }[]>`
    select event_id from budget_crossing
    where budget_id = ${evaluation.budget.id} and period_start = ${evaluation.period.fromDay} and basis = ${basis}
    order by threshold desc limit 1`;
  if (highest) for (const entry of crossed) await recordCrossing(tx, evaluation, basis, entry, highest.event_id);
  return 0;
}

async function recordCrossing(
  tx: Tx,
  { budget, period, now }: Written,
  basis: Basis,
  { threshold, line, superseded }: ThresholdChange["crossed"][number],
  eventId: string,
): Promise<void> {
  await tx`
    insert into budget_crossing (budget_id, period_start, basis, threshold, line, event_id, superseded, crossed_at)
    values (${budget.id}, ${period.fromDay}, ${basis}, ${threshold}, ${line}, ${eventId}, ${superseded}, ${now})`;
}
