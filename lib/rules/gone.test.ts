import { expect, test } from "vitest";
import { bucketClock } from "./clock";
import { foldSubject } from "./fold-subject";
import type { Judgement } from "./judge";
import { newRuleSchema } from "./rule";
import { INITIAL, type SubjectState } from "./state";
import { watchOf } from "./watchable";

const clock = bucketClock("hour", "UTC");
const FIRST = clock.at(Date.parse("2026-10-01T00:00:00Z"));
const hour = (bucket: number): string => new Date(clock.start(bucket)).toISOString().slice(0, 13);

/** A host that told something in these hours since the first of October, and nothing else, for 40 days. */
function folded(each: string | null, told: readonly number[]) {
  const rule = newRuleSchema.parse({
    name: "Silent",
    metric: "gpus",
    each,
    condition: { kind: "no_data" },
    windowMinutes: 60,
    forMinutes: 60,
    cooldownMinutes: 1440,
  });
  const seen: [Judgement, SubjectState][] = [];
  const values = {
    subject: "node-1",
    label: null,
    changes: { first: FIRST, last: FIRST + 960 },
    at: (bucket: number) => {
      const present = told.includes(bucket - FIRST);
      return { present, value: present ? "1" : null, minimum: null };
    },
  };
  const subject = { rule, watch: watchOf(rule), values, clock, knownFrom: clock.start(FIRST) };
  const span = { from: FIRST, to: FIRST + 960, before: INITIAL, fleeting: false };
  const found = foldSubject(subject, span, (judgement, state) => seen.push([judgement, state]));
  return {
    told: found?.transitions.map(({ change, bucket, judgement }) => [change, hour(bucket), judgement.value]),
    last: seen.at(-1)?.[1],
  };
}

test("a host that is taken away fires two hours later, ends after 30 days of silence, and nothing is known of it then", () => {
  const { told, last } = folded("host", [0]);
  expect(told).toEqual([
    ["fired", "2026-10-01T02", null],
    ["resolved", "2026-10-31T01", null],
  ]);
  expect(last).toMatchObject({ state: "ok", known: false, since: null });
});

test("one that comes back after it was gone, for an hour, fires anew", () => {
  expect(folded("host", [0, 800]).told).toEqual([
    ["fired", "2026-10-01T02", null],
    ["resolved", "2026-10-31T01", null],
    ["fired", "2026-11-03T10", null],
  ]);
});

test("all GPUs together are waited for, however long they are silent", () => {
  expect(folded(null, [0]).told?.map(([change]) => change)).toEqual(["fired"]);
});
