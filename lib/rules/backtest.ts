import type { Sql } from "../../db/client";
import { type Instance, readInstance } from "../metrics";
import { readBounded } from "../metrics/read";
import { addDays, dayOf, startOfDay } from "../time";
import { backtestSentence } from "./backtest-sentence";
import { checkRule } from "./check-rule";
import { type BucketClock, bucketClock } from "./clock";
import { foldSubject } from "./fold-subject";
import type { Judgement } from "./judge";
import { knownFromOf, reachOf } from "./reach";
import { readValues } from "./read-values";
import { type Backtest, isFast, type NewRule } from "./rule";
import { INITIAL } from "./state";
import { thin } from "./thin";
import { readWatchedSources } from "./watched-sources";

const DAYS = 90;
const FAST_DAYS = 7;
/** Subjects whose series is kept while it is not known whose is shown. */
const MOST_POINTS = 1000;

interface Point extends Judgement {
  firing: boolean;
}

interface Told {
  subject: string;
  label: string | null;
  points: Point[];
  firings: { from: number; to: number | null; value: string | null }[];
}

/**
 * What a rule would have done until `now`, by the same reading and folding as its evaluation: 90 reporting days by the hour, or 7 by the minute where its
 * window is shorter than an hour. Throws `invalid` for what can't be watched and `limit` where that reads too much.
 */
export async function backtest(sql: Sql, rule: NewRule, { now }: { now: Date }): Promise<Backtest> {
  const watch = await checkRule(sql, rule);
  const days = isFast(rule) ? FAST_DAYS : DAYS;
  return readBounded(sql, async (tx) => {
    const instance = await readInstance(tx);
    const clock = bucketClock(watch.grain, instance.zone);
    const sources = (await readWatchedSources(tx, instance, [watch]))(watch);
    const start = startOfDay(addDays(dayOf(now.getTime(), instance.zone), 1 - days), instance.zone);
    const reach = reachOf(rule, clock, sources, now.getTime());
    const from = Math.max(clock.at(start), reach ? clock.at(reach.knownFrom) : clock.at(start));
    const to = reach?.through ?? from - 1;
    const asked = { rule, watch, from, to };
    const values = to < from ? [] : ((await readValues(tx, [asked], instance)).get(asked) ?? []);
    const told = withSilentSources(rule, instance, values).flatMap((one): Told[] => {
      const points: Point[] = [];
      const isKnown = rule.each == null || (rule.condition.kind === "no_data" && rule.each === "source");
      const subject = {
        rule,
        watch,
        values: one,
        clock,
        knownFrom: knownFromOf(reach ?? { knownFrom: start }, rule.each, one.subject, instance),
      };
      const folded = foldSubject(
        subject,
        { from, to, before: isKnown ? INITIAL : null, fleeting: rule.each === "session" },
        (judgement, { state }) => points.push({ ...judgement, firing: state === "firing" }),
      );
      if (!folded) return [];
      const firings: Told["firings"] = [];
      for (const { change, at, judgement } of folded.transitions) {
        const open = firings.at(-1);
        if (change === "fired") firings.push({ from: at, to: null, value: judgement.value });
        else if (open) open.to = at;
      }
      return [{ subject: one.subject, label: one.label, points, firings }];
    });
    return summarize(told, { rule, start, to, clock, days, now: now.getTime() });
  });
}

/** A source without a record in the whole time is one that sends none. */
function withSilentSources(
  rule: NewRule,
  { sources }: Instance,
  values: Awaited<ReturnType<typeof readValues>> extends Map<unknown, infer V> ? V : never,
): typeof values {
  if (rule.condition.kind !== "no_data" || rule.each !== "source") return values;
  const silent = sources.filter((source) => source.from != null && !values.some(({ subject }) => subject === source.id));
  return [
    ...values,
    ...silent.map(({ id, label }) => ({ subject: id, label, changes: null, at: () => ({ present: false, value: null, minimum: null }) })),
  ];
}

interface About {
  rule: NewRule;
  start: number;
  to: number;
  clock: BucketClock;
  days: number;
  now: number;
}

function summarize(told: readonly Told[], { rule, start, to, clock, days, now }: About): Backtest {
  const largest = ({ points }: Told) => points.reduce((most, { value }) => Math.max(most, Number(value ?? 0)), 0);
  const [shown] = [...told].sort((a, b) => b.firings.length - a.firings.length || largest(b) - largest(a));
  const firings = told
    .flatMap(({ subject, label, firings }) => firings.map((firing) => ({ subject, label, ...firing })))
    .sort((a, b) => a.from - b.from);
  const instant = (at: number) => new Date(at).toISOString();
  return {
    from: instant(start),
    to: instant(Math.max(start + 1, Math.min(now, clock.end(to)))),
    zone: clock.zone,
    grain: isFast(rule) ? "minute" : "hour",
    sentence: backtestSentence(
      firings.map(({ from }) => from),
      { days, zone: clock.zone, subjects: new Set(firings.map(({ subject }) => subject)).size, known: told.length > 0 },
    ),
    firings: firings.map(({ from, to: end, ...firing }) => ({ ...firing, from: instant(from), to: end == null ? null : instant(end) })),
    series: {
      subject: shown?.subject ?? "",
      label: shown?.label ?? null,
      points: thin(shown?.points ?? [], MOST_POINTS).map(({ at, value, low, high, firing }) => ({
        at: instant(at),
        value,
        low,
        high,
        firing,
      })),
    },
  };
}
