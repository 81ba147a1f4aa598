import type { Instance, SourceCoverage } from "../metrics";
import { startOfDay } from "../time";
import type { BucketClock } from "./clock";
import type { NewRule } from "./rule";

/** A source that told nothing for so long is not waited for. */
const PROMPT_MS = 3 * 3_600_000;
/** Fast rules that look down wait for records on their way. */
const GRACE_MS = 60_000;

export interface Reach {
  /** The first instant that anything is known of; epoch ms. */
  knownFrom: number;
  /** The last bucket that can be judged. */
  through: number;
}

/** A rule that looks for less: records that are on their way would look like a fall. */
const looksDown = ({ condition }: Pick<NewRule, "condition">): boolean =>
  condition.kind === "below" || ((condition.kind === "change" || condition.kind === "anomaly") && condition.direction !== "up");

/** The first instant that anything is known of a subject: each source has its own. */
export function knownFromOf(
  { knownFrom }: Pick<Reach, "knownFrom">,
  each: NewRule["each"],
  subject: string,
  { sources, zone }: Instance,
): number {
  const from = each === "source" ? sources.find(({ id }) => id === subject)?.from : null;
  return from == null ? knownFrom : startOfDay(from, zone);
}

/**
 * How far a rule can be folded. Buckets close with the clock; one after the newest record is unknown until a later record comes. What looks for more is
 * judged as soon as its bucket closes, what looks for less once every source that is not late anyway went past it. Null without any record. Pure.
 */
export function reachOf(
  rule: Pick<NewRule, "condition" | "scope">,
  clock: BucketClock,
  sources: readonly SourceCoverage[],
  now: number,
): Reach | null {
  const named = rule.scope.find(({ dimension }) => dimension === "source")?.values;
  const known = sources.flatMap(({ id, from, latest }) =>
    from == null || latest == null || (named && !named.includes(id)) ? [] : [{ from, latest }],
  );
  const [first] = known.map(({ from }) => from).sort();
  if (first == null) return null;
  const knownFrom = startOfDay(first, clock.zone);
  const closed = (at: number) => clock.at(at) - 1;
  if (rule.condition.kind === "no_data") return { knownFrom, through: closed(now - GRACE_MS) };
  const newest = Math.max(...known.map(({ latest }) => latest));
  if (!looksDown(rule)) return { knownFrom, through: Math.min(closed(now), clock.at(newest)) };
  const prompt = known.filter(({ latest }) => latest >= now - PROMPT_MS).map(({ latest }) => latest);
  const passed = prompt.length > 0 ? Math.min(...prompt) : newest;
  return { knownFrom, through: Math.min(closed(clock.grain === "minute" ? now - GRACE_MS : now), closed(passed)) };
}
