import { type AttemptFact, emptyAttempt } from "../facts";

const TOKENS = ["inputUncached", "cacheRead", "cacheWrite5m", "cacheWrite1h", "output", "reasoning"] as const;
type TokenField = (typeof TOKENS)[number];

const isToken = (key: string): key is TokenField => (TOKENS as readonly string[]).includes(key);

/** Values that say nothing, and so erase nothing. */
function saysNothing(key: string, value: unknown): boolean {
  return value == null || (Array.isArray(value) && value.length === 0) || (key === "gatewayCache" && value === "none");
}

const total = (fact: AttemptFact): number => TOKENS.slice(0, 5).reduce((sum, key) => sum + (fact[key] ?? 0), 0);
const known = (fact: AttemptFact): number => TOKENS.filter((key) => fact[key] != null).length;

/**
 * One fact from all versions of a record: later ones (as_of, then content as the tie-break) override earlier ones field by field, null never erases.
 * Token counts are one statement: the latest that has any counts, but of two with the same total the one that splits it into more classes.
 * `last` is the version that wins.
 */
export function foldVersions<V extends { content: string; asOf: number; fact: AttemptFact }>(
  versions: readonly V[],
): { fact: AttemptFact; last: V } {
  const ordered = [...versions].sort((a, b) => a.asOf - b.asOf || (BigInt(a.content) < BigInt(b.content) ? -1 : 1));
  const last = ordered.at(-1);
  if (!last) throw new Error("a record without versions can't be folded");
  const fact: AttemptFact = { ...emptyAttempt, recordId: last.fact.recordId, occurredAt: last.fact.occurredAt };
  for (const { fact: version } of ordered) {
    for (const [key, value] of Object.entries(version)) {
      if (!isToken(key) && !saysNothing(key, value)) Object.assign(fact, { [key]: value });
    }
    const lessDetailed = total(version) === total(fact) && known(version) < known(fact);
    if (known(version) > 0 && !lessDetailed) for (const key of TOKENS) fact[key] = version[key];
  }
  return { fact, last };
}
