import type { Sql } from "../../db/client";
import { eachOf, readForecastInputs, tryReadSpends } from "../budgets";
import type { ForecastInput } from "../forecast";
import { readZone } from "../settings";
import { NO_RECORD, readRecords, recordKey } from "./budget-record";
import { markEvaluated, readDueBudgets } from "./due-budgets";
import { decide, type Evaluation, isQuiet, tells, type Work } from "./evaluation";
import { closedThrough, closesToDecide, stepsAt } from "./forecast-lines";
import { readStory } from "./story";
import { writeEvaluation } from "./write-evaluation";
import { writeQuiet } from "./write-quiet";

export interface EvaluationReport {
  budgets: number;
  /** Budget periods read. */
  periods: number;
  /** Events written. */
  events: number;
  /** Budgets that could not be evaluated; the others were. */
  failures: { budget: string; error: unknown }[];
}

export interface EvaluateOptions {
  now: Date;
  /** What Message-IDs end in. */
  mailHost: string;
}

/**
 * Evaluates every budget over every period that data, a price or a settled overlap came to since its last evaluation. Budgets are read together and those
 * with nothing to tell are written together. Safe to run any number of times, also at once.
 */
export async function evaluateBudgets(sql: Sql, { now, mailHost }: EvaluateOptions): Promise<EvaluationReport> {
  const zone = await readZone(sql);
  const { dues, failures: unreadable } = await readDueBudgets(sql, { now, zone });
  const failures = new Map<string, { budget: string; error: unknown }>(unreadable.map((failure) => [failure.id, failure]));
  const fail = ({ id, name }: { id: string; name: string }, error: unknown) => failures.set(id, { budget: name, error });

  const work = dues.flatMap((due) => due.periods.map((period) => ({ ...due, period })));
  const [readings, records] = await Promise.all([
    tryReadSpends(
      sql,
      work.map(({ budget, period }) => ({ watched: budget, span: { from: period.fromDay, to: period.toDay } })),
      now.getTime(),
    ),
    readRecords(
      sql,
      work.map(({ budget }) => budget.id),
      work.map(({ period }) => period.fromDay),
    ),
  ]);
  const read = work.flatMap((one, i): Work[] => {
    const reading = readings[i];
    if (reading && !("error" in reading))
      return [{ ...one, reading, record: records.get(recordKey(one.budget.id, one.period.fromDay)) ?? NO_RECORD }];
    fail(one.budget, reading?.error);
    return [];
  });
  const evaluations = await withForecasts(sql, read, { now, zone, fail });
  const decided = evaluations.map((evaluation) => ({ evaluation, decision: decide(evaluation, evaluation.record, now.getTime()) }));
  const [quiet, loud] = [true, false].map((wanted) =>
    decided.filter(({ evaluation, decision }) => isQuiet(decision, evaluation.record) === wanted),
  ) as [typeof decided, typeof decided];
  await writeQuiet(
    sql,
    quiet.map(({ evaluation }) => evaluation),
    now,
  );
  let events = 0;
  await eachOf(loud, 2, async ({ evaluation, decision }) => {
    const { budget, period } = evaluation;
    try {
      // Questions can take seconds, so they are asked without a lock, and what they say is written under one.
      const story = tells(decision) ? await readStory(sql, budget, period, { now: now.getTime(), zone }) : null;
      const input = story ? await inputOf(sql, evaluation, { now, zone }) : null;
      const written = await writeEvaluation(sql, { ...evaluation, story, input, now, zone, mailHost });
      events += written;
    } catch (error) {
      fail(budget, error);
    }
  });
  await markEvaluated(
    sql,
    dues.flatMap(({ budget }) => (failures.has(budget.id) ? [] : [budget.id])),
    now,
  );
  return { budgets: dues.length + unreadable.length, periods: read.length, events, failures: [...failures.values()] };
}

/** Holds the lines on the forecast against each close of a day since they last were. History is read only for those that have one. */
async function withForecasts(
  sql: Sql,
  work: readonly Work[],
  { now, zone, fail }: { now: Date; zone: string; fail: (budget: Work["budget"], error: unknown) => void },
): Promise<Evaluation[]> {
  const at = now.getTime();
  const closes = new Map<Work, number[]>();
  for (const one of work) {
    const { budget, period, reading, record, touchedFrom } = one;
    if (budget.forecastThresholds.length === 0 || reading.spent == null || period.to <= at || period.from > at) continue;
    const through = closedThrough(budget.period, { now: at, zone, dataThrough: reading.dataThrough });
    const due = closesToDecide(budget, period, { zone, through, decided: record.forecastThrough, touchedFrom });
    if (due.length > 0) closes.set(one, due);
  }
  const asked = [...closes.keys()];
  const inputs = await readForecastInputs(sql, asked, { now: at, zone }).catch((error: unknown) => {
    for (const { budget } of asked) fail(budget, error);
    return [];
  });
  return work.map((one): Evaluation => {
    const input = inputs[asked.indexOf(one)] ?? null;
    const due = closes.get(one) ?? [];
    return { ...one, forecast: input ? { input, steps: stepsAt(input, due), through: due.at(-1) ?? null } : null };
  });
}

/** What the forecast that a mail tells is made of; a period that is over has none. */
async function inputOf(sql: Sql, evaluation: Evaluation, { now, zone }: { now: Date; zone: string }): Promise<ForecastInput | null> {
  if (evaluation.forecast) return evaluation.forecast.input;
  if (evaluation.period.to <= now.getTime()) return null;
  const [input] = await readForecastInputs(sql, [evaluation], { now: now.getTime(), zone });
  return input ?? null;
}
