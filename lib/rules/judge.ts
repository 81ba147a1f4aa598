import { compare } from "../money";
import { type Band, bandOf } from "./band";
import type { BucketClock } from "./clock";
import { type Decision, decide } from "./decide";
import type { Judged } from "./fold";
import { bandBuckets, bucketBefore, type SubjectValues } from "./read-values";
import type { NewRule } from "./rule";
import type { Watch } from "./watchable";

export interface Subject {
  rule: Pick<NewRule, "condition" | "hysteresis" | "minimum">;
  watch: Watch;
  values: SubjectValues;
  clock: BucketClock;
  /** The first instant that anything is known of; epoch ms. */
  knownFrom: number;
}

export type Judgement = Judged & Omit<Decision, "verdict">;

/** What a rule says of one closed bucket of a subject. Pure. */
export function judge(subject: Subject, bucket: number): Judgement {
  const { rule, watch, values, clock } = subject;
  const at = clock.end(bucket);
  const { present, minimum } = values.at(bucket);
  const value = valueAt(subject, bucket);
  const { condition } = rule;
  // What is above a line in a part of the window is so in the whole.
  const judgeable = isCovered(subject, bucket) || condition.kind === "above";
  const decision = decide(
    condition,
    {
      value: judgeable ? value : null,
      empty: condition.kind === "no_data" ? !present : judgeable && !present && value == null,
      covered: judgeable,
      enough: rule.minimum == null || (minimum != null && compare(minimum, rule.minimum.value) >= 0),
      before: condition.kind === "change" ? knownAt(subject, bucketBefore(condition.against, watch, bucket, clock)) : null,
      band: condition.kind === "anomaly" ? bandAt(subject, bucket, condition.sensitivity) : null,
    },
    rule.hysteresis,
  );
  return { at, value, ...decision };
}

const isCovered = ({ watch, clock, knownFrom }: Subject, bucket: number): boolean => clock.start(bucket - watch.span + 1) >= knownFrom;

/** A window without rows has no cost and no requests, and no rate. */
function valueAt({ watch: { metric }, values }: Subject, bucket: number): string | null {
  const { present, value } = values.at(bucket);
  return present ? value : metric.whenEmpty === "zero" ? "0" : null;
}

const knownAt = (subject: Subject, bucket: number): string | null => (isCovered(subject, bucket) ? valueAt(subject, bucket) : null);

function bandAt(subject: Subject, bucket: number, sensitivity: number): Band | null {
  const weeks = bandBuckets(bucket, subject.clock).flatMap((week) => {
    const value = knownAt(subject, week);
    return value == null ? [] : [Number(value)];
  });
  return bandOf(weeks, sensitivity);
}
