import type { Amount } from "../money";
import type { Verdict } from "./decide";
import type { Rule } from "./rule";
import type { SubjectState } from "./state";

/** A closed bucket as a rule saw it; `at` is its end, epoch ms. */
export interface Judged {
  at: number;
  /** gone: what was watched is no longer there. */
  verdict: Verdict | "gone";
  value: Amount | null;
}

export interface Folded {
  state: SubjectState;
  change: "fired" | "resolved" | null;
}

export type Patience = Pick<Rule, "forMinutes" | "cooldownMinutes">;

/**
 * What one more bucket makes of a state. An alert begins once the condition held for `forMinutes`, counted from the end of its first bucket, and not
 * within `cooldownMinutes` of the last one's beginning: what still holds then begins then. It ends with the first bucket that is back in line. What is
 * unknown begins and ends nothing, and breaks off the waiting; what is gone ends an alert, and nothing is known of it. Pure, and without a clock: buckets alone decide.
 */
export function fold(before: SubjectState, { at, verdict, value }: Judged, { forMinutes, cooldownMinutes }: Patience): Folded {
  const state: SubjectState = { ...before, value, known: verdict !== "unknown" && verdict !== "gone" };
  if (before.state === "firing") {
    if (verdict !== "within" && verdict !== "gone") return { state, change: null };
    return { state: { ...state, state: "ok", since: null }, change: "resolved" };
  }
  if (verdict !== "out") return { state: { ...state, state: "ok", since: null }, change: null };
  const since = before.since ?? new Date(at).toISOString();
  const held = at - Date.parse(since) >= forMinutes * 60_000;
  const rested = before.firedAt == null || at - Date.parse(before.firedAt) >= cooldownMinutes * 60_000;
  if (!held || !rested) return { state: { ...state, state: "pending", since }, change: null };
  return { state: { ...state, state: "firing", since, firedAt: new Date(at).toISOString() }, change: "fired" };
}
