import { type Folded, fold, type Patience } from "./fold";
import { isGone } from "./gone";
import { type Judgement, judge, type Subject } from "./judge";
import type { NewRule } from "./rule";
import { INITIAL, type SubjectState } from "./state";

export interface Transition {
  /** End of the bucket; epoch ms. */
  at: number;
  bucket: number;
  change: NonNullable<Folded["change"]>;
  /** After it. */
  state: SubjectState;
  judgement: Judgement;
}

export interface FoldedSubject {
  state: SubjectState;
  transitions: Transition[];
}

/** Folds the buckets [from, to] of a subject. One that was never seen (`before` null) begins with the first bucket that knows it. Pure. */
export function foldSubject(
  subject: Subject & { rule: Patience & Pick<NewRule, "each"> },
  { from, to, before, fleeting }: { from: number; to: number; before: SubjectState | null; fleeting: boolean },
  onBucket?: (judgement: Judgement, state: SubjectState) => void,
): FoldedSubject | null {
  let start = before == null ? Math.max(from, subject.values.changes?.first ?? to + 1) : from;
  if (before == null) while (start <= to && !subject.values.at(start).present) start += 1;
  if (before == null && start > to) return null;
  let state = before ?? INITIAL;
  const transitions: Transition[] = [];
  for (let bucket = start; bucket <= to; bucket += 1) {
    // A session that is over says nothing more.
    if (fleeting && state.state === "ok" && bucket > (subject.values.changes?.last ?? from)) break;
    const judged = judge(subject, bucket);
    const judgement: Judgement = isGone(subject, state, judged) ? { ...judged, value: null, verdict: "gone" } : judged;
    const folded = fold(state, judgement, subject.rule);
    state = folded.state;
    if (folded.change) transitions.push({ at: judgement.at, bucket, change: folded.change, state, judgement });
    onBucket?.(judgement, state);
  }
  return { state, transitions };
}
