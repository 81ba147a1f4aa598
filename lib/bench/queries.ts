import { isAppError } from "../errors";
import { runQuery } from "../metrics";
import { type Asked, countOf, limitOf, named, open } from "./asked";
import type { Bench } from "./bench";
import { fill } from "./data-set";
import { type Figure, figure } from "./figure";
import { endOf, type NamedQuestion, overview, overviewScope } from "./questions";
import { requestFigures } from "./request-list";
import { inTurns, p95 } from "./statistics";

/** The Overview's own are asked so many times as often: of 40 askings the third slowest is the 95th percentile, and two sets could not be compared by it. */
const OFTENER = 5;
const FILTERS = ["feature=feature-3", "model=gpt-5", "team=team-1"];

/** Every question of the Overview over 30 days and the list of requests, from the question to its answer; then the same on a larger data set. */
export async function queriesSuite(bench: Bench): Promise<Figure[]> {
  const { requests, days } = bench.options;
  const data = [await bench.dataSet(), ...(requests === null ? [] : [await fill(bench, requests, days)])];
  const sets = data.map(open);
  try {
    bench.say("Asking the Overview's questions");
    return await ask(sets, bench.options.rounds);
  } finally {
    for (const { sql } of sets) await sql.end({ timeout: 5 });
  }
}

async function ask(sets: readonly Asked[], rounds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  const trip = await Promise.all(sets.map(({ sql }) => p95(() => sql`select 1`, rounds)));
  const slowest = sets.map(() => 0);
  for (const [i, { name }] of questionsOf(sets[0]).entries()) {
    const measured = await inTurns(
      sets.map((set) => () => answer(set, questionsOf(set)[i])),
      rounds * OFTENER,
    );
    for (const [n, spread] of measured.entries()) {
      slowest[n] = Math.max(slowest[n] ?? 0, spread.p95);
      const conditions = `median ${spread.p50.toFixed(1)} ms; an empty query takes ${trip[n]?.toFixed(1)} ms`;
      figures.push(figure(named(sets, n, `${name}, p95`), spread.p95, "ms", conditions, limitOf(sets[n])));
    }
  }
  for (const [n, set] of sets.entries()) {
    figures.push(figure(named(sets, n, "slowest Overview query, p95"), slowest[n] ?? 0, "ms", "of the above", limitOf(set)));
    // What a filter makes read calls grows with them: without a target, the smaller set tells enough.
    for (const where of n === 0 ? FILTERS : []) {
      const worst = await slowestWith(set, where, rounds);
      figures.push(figure(named(sets, n, `slowest Overview query of ${where}, p95`), worst.ms, "ms", worst.name));
    }
    for (const one of await requestFigures(set.sql, set.data.shape, rounds)) figures.push({ ...one, figure: named(sets, n, one.figure) });
  }
  const [small, large] = slowest;
  if (small && large) figures.push(figure("slowest query, larger ÷ smaller set", large / small, "ratio", countOf(sets), "≤ 1.2"));
  return figures;
}

const questionsOf = (set: Asked | undefined, where: string[] = []): NamedQuestion[] =>
  set ? overview(overviewScope(set.data.shape, where)) : [];

async function answer({ sql, data }: Asked, named: NamedQuestion | undefined): Promise<void> {
  if (named) await runQuery(sql, named.question, { now: endOf(data.shape) });
}

/** Questions that the filter forbids are left out, as on screen. */
async function slowestWith(set: Asked, where: string, rounds: number): Promise<{ ms: number; name: string }> {
  let worst = { ms: 0, name: "" };
  for (const one of questionsOf(set, [where])) {
    try {
      const ms = await p95(() => answer(set, one), rounds);
      if (ms > worst.ms) worst = { ms, name: one.name };
    } catch (error) {
      if (!isAppError(error) || error.code !== "invalid") throw error;
    }
  }
  return worst;
}
