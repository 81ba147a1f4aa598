import { runQuery } from "../metrics";
import { type Asked, countOf, limitOf, named, open } from "./asked";
import type { Bench } from "./bench";
import { fill } from "./data-set";
import { type Figure, figure } from "./figure";
import { outcomeFigures } from "./outcomes";
import { endOf, overview, overviewScope } from "./questions";
import { recomputeFigure } from "./recompute";
import { routing } from "./routing-questions";
import { inTurns, p95, type Spread } from "./statistics";

/** Of failed calls that are repeated: so many are answered by another model. */
const FALLBACKS = 0.5;

/** A baseline taken to the past, outcomes of a fifth of the requests, then every question of the Routing page over 30 days; the same on a larger data set. */
export async function savingsSuite(bench: Bench): Promise<Figure[]> {
  const { lines, requests, days, rounds } = bench.options;
  const sizes = [{ lines, days: null }, ...(requests === null ? [] : [{ lines: requests, days }])];
  const sets: Asked[] = [];
  const written: Figure[] = [];
  try {
    for (const size of sizes) sets.push(open(await fill(bench, size.lines, size.days, { fallbacks: FALLBACKS })));
    for (const [n, { sql, data }] of sets.entries()) {
      bench.say("Setting a baseline, sending outcomes");
      // A recomputation reads names beside its transaction.
      for (const one of [await bench.using(data.url, recomputeFigure, 4), ...(await outcomeFigures(bench, sql, data.url))])
        written.push({ ...one, figure: named(sets, n, one.figure) });
      await sql`vacuum analyze`;
    }
    bench.say("Asking the questions of the Routing page");
    return [...written, ...(await ask(sets, rounds))];
  } finally {
    for (const { sql } of sets) await sql.end({ timeout: 5 });
  }
}

async function ask(sets: readonly Asked[], rounds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  const trips = await Promise.all(sets.map(({ sql }) => p95(() => sql`select 1`, rounds)));
  const slowest = sets.map(() => NOTHING);
  const questions = sets.map(({ sql, data }) => routing(sql, data.shape));
  for (const [i, { name }] of (questions[0] ?? []).entries()) {
    const measured = await inTurns(
      questions.map((all) => async () => all[i]?.ask()),
      rounds,
    );
    for (const [n, spread] of measured.entries()) {
      slowest[n] = worse(slowest[n], spread);
      const conditions = `median ${spread.p50.toFixed(1)}, least ${spread.least.toFixed(1)} ms; an empty query takes ${trips[n]?.toFixed(1)} ms`;
      figures.push(figure(named(sets, n, `${name}, p95`), spread.p95, "ms", conditions, limitOf(sets[n])));
    }
  }
  for (const [n, { sql, data }] of sets.entries()) {
    const asked = overview(overviewScope(data.shape)).map(
      ({ question }) =>
        () =>
          runQuery(sql, question, { now: endOf(data.shape) }),
    );
    const usual = (await inTurns(asked, rounds)).reduce(worse, NOTHING);
    const against = `the least of each, in the same run: ${slowest[n]?.least.toFixed(1)} ÷ ${usual.least.toFixed(1)} ms`;
    const ratio = (slowest[n]?.least ?? 0) / usual.least;
    figures.push(figure(named(sets, n, "slowest of Routing ÷ slowest of the Overview"), ratio, "ratio", against));
  }
  const [small, large] = slowest;
  if (small && large)
    figures.push(figure("slowest of Routing, larger ÷ smaller set", large.p95 / small.p95, "ratio", countOf(sets), "≤ 1.2"));
  return figures;
}

const NOTHING: Spread = { least: 0, p50: 0, p95: 0 };

const worse = (a: Spread = NOTHING, b: Spread = NOTHING): Spread => ({
  least: Math.max(a.least, b.least),
  p50: Math.max(a.p50, b.p50),
  p95: Math.max(a.p95, b.p95),
});
