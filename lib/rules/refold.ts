import type { BucketClock } from "./clock";
import type { SubjectState } from "./state";

/** A transition on record that was not withdrawn. */
export interface Recorded {
  subject: string;
  /** Epoch ms. */
  at: number;
  change: "fired" | "resolved";
  state: SubjectState;
  eventId: string | null;
}

/** Where a subject's folding begins again so that it comes to the same as if it had been folded whole. */
export interface Restart {
  bucket: number;
  before: SubjectState;
  /** What is on record after it. */
  recorded: Recorded[];
}

/**
 * From which bucket on a subject is folded again where data came to bucket `from`: from there, but with the whole of a wait that was under way, and not
 * before the last transition ahead of it. `recorded`: the subject's transitions after the start of `from` and the last one before; ascending. Pure.
 */
export function restartAt(
  from: number,
  {
    recorded,
    current,
    forMinutes,
    earliest,
  }: { recorded: readonly Recorded[]; current: SubjectState | null; forMinutes: number; earliest: number },
  clock: BucketClock,
  initial: SubjectState,
): Restart {
  const start = clock.start(from);
  const base = recorded.filter(({ at }) => at <= start).at(-1);
  const after = recorded.filter(({ at }) => at > start);
  const before = base?.state ?? initial;
  if (before.state === "firing") return { bucket: from, before, recorded: after };
  const sinces = [
    ...after.filter(({ change }) => change === "fired").map(({ state }) => state.since),
    current?.state === "pending" ? current.since : null,
  ];
  const waits = sinces.flatMap((since) => (since == null ? [] : [clock.at(Date.parse(since) - 1)]));
  const waiting = clock.at(start - forMinutes * 60_000);
  const first = base ? clock.at(base.at) : earliest;
  return { bucket: Math.max(first, Math.min(from, waiting, ...waits)), before, recorded: after };
}

export interface Difference<New> {
  /** On record, and no longer so. */
  gone: Recorded[];
  /** Not on record; `instead`: one that is gone told the same at another time. */
  added: { transition: New; instead: Recorded | null }[];
}

/** What refolding changed. An alert that only moved, by no more than `withinMs`, is the same alert. Pure. */
export function differencesOf<New extends { at: number; change: "fired" | "resolved" }>(
  recorded: readonly Recorded[],
  transitions: readonly New[],
  withinMs: number,
): Difference<New> {
  const same = (a: { at: number; change: string }, b: { at: number; change: string }) => a.at === b.at && a.change === b.change;
  const gone = recorded.filter((old) => !transitions.some((one) => same(old, one)));
  const free = [...gone];
  const added = transitions
    .filter((one) => !recorded.some((old) => same(old, one)))
    .map((transition) => {
      const near = free
        .filter(({ change, at }) => change === transition.change && Math.abs(at - transition.at) <= withinMs)
        .sort((a, b) => Math.abs(a.at - transition.at) - Math.abs(b.at - transition.at))[0];
      if (near) free.splice(free.indexOf(near), 1);
      return { transition, instead: near ?? null };
    });
  return { gone, added };
}
