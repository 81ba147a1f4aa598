import type { OUTCOME_RESULTS, OUTCOME_SCOPES } from "../../facts";

type Result = (typeof OUTCOME_RESULTS)[number];
type Scope = (typeof OUTCOME_SCOPES)[number];

const RESULT_WORDS: Record<Result, readonly string[]> = {
  success: [
    "success",
    "successful",
    "succeeded",
    "ok",
    "pass",
    "passed",
    "true",
    "1",
    "yes",
    "y",
    "good",
    "correct",
    "accepted",
    "resolved",
    "won",
  ],
  failure: ["failure", "fail", "failed", "false", "0", "no", "n", "bad", "incorrect", "wrong", "rejected", "unresolved", "error", "lost"],
  escalated: ["escalated", "escalate", "escalation", "handed_off", "handoff", "hand_off", "handed_over"],
};
const SCOPE_WORDS: Record<Scope, readonly string[]> = {
  request: ["request", "response", "call"],
  trace: ["trace"],
  session: ["session", "conversation", "thread"],
};

const lookUp = <T extends string>(words: Record<T, readonly string[]>): ReadonlyMap<string, T> =>
  new Map((Object.keys(words) as T[]).flatMap((key) => words[key].map((word) => [word, key] as const)));
const RESULTS = lookUp(RESULT_WORDS);
const SCOPES = lookUp(SCOPE_WORDS);
const plain = (word: string | boolean): string =>
  String(word)
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

/** Success, failure or escalated, from the usual words and booleans; undefined for any other. */
export const resultOf = (word: string | boolean): Result | undefined => RESULTS.get(plain(word));
export const scopeOf = (word: string | boolean): Scope | undefined => SCOPES.get(plain(word));
