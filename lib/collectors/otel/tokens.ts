import { type AttemptFact, parseCount, type RejectReason } from "../../facts";
import type { Attributes } from "./attributes";
import { CLAUDE_CODE_KEYS, KEYS } from "./keys";
import type { Stated } from "./response-json";

export type Tokens = Pick<AttemptFact, "inputUncached" | "cacheRead" | "cacheWrite5m" | "cacheWrite1h" | "output" | "reasoning">;
export type TokensRead = { tokens: Tokens } | { problem: RejectReason; detail: string };

/** Counts as the sender wrote them: classes may overlap. */
interface Written {
  input: number | null;
  uncached: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  cacheWrite5m: number | null;
  cacheWrite1h: number | null;
  output: number | null;
  reasoning: number | null;
  total: number | null;
}

/** The span's token counts as disjoint classes, null where not stated. A negative or fractional count is a problem. */
export function readTokens(attributes: Attributes, stated: Stated, claudeCode: boolean): TokensRead {
  let problem: string | null = null;
  const check = (name: string, value: unknown): number | null => {
    const parsed = parseCount(value);
    if ("value" in parsed) return parsed.value;
    problem ??= `${name}: ${parsed.problem}`;
    return null;
  };
  const count = (keys: readonly string[], ownName?: string, other?: unknown): number | null => {
    for (const key of keys) {
      const value = attributes.has(key) ? check(key, attributes.get(key)) : null;
      if (value !== null) return value;
    }
    if (claudeCode && ownName && attributes.has(ownName)) return check(ownName, attributes.get(ownName));
    return other === undefined ? null : check("usage", other);
  };
  const written: Written = {
    input: count(KEYS.input, CLAUDE_CODE_KEYS.input),
    uncached: count(KEYS.uncached),
    cacheRead: count(KEYS.cacheRead, CLAUDE_CODE_KEYS.cacheRead, stated.cacheRead),
    cacheWrite: count(KEYS.cacheWrite, CLAUDE_CODE_KEYS.cacheWrite, stated.cacheWrite),
    cacheWrite5m: count(KEYS.cacheWrite5m, undefined, stated.cacheWrite5m),
    cacheWrite1h: count(KEYS.cacheWrite1h, undefined, stated.cacheWrite1h),
    output: count(KEYS.output, CLAUDE_CODE_KEYS.output),
    reasoning: count(KEYS.reasoning, undefined, stated.reasoning),
    total: count(KEYS.total),
  };
  if (problem !== null) return { problem: "invalid_tokens", detail: problem };
  return disjoint(written, { claudeCode, ...exclusiveHints(attributes, stated) });
}

interface Dialect {
  claudeCode: boolean;
  exclusiveProvider: boolean;
  exclusiveInput: unknown;
}

function exclusiveHints(attributes: Attributes, stated: Stated): Omit<Dialect, "claudeCode"> {
  // Since version 6 the Vercel SDK states these details and counts cache within input, also for Anthropic and Bedrock.
  const countsWithin = attributes.has("ai.usage.inputTokenDetails.cacheReadTokens");
  return { exclusiveProvider: stated.exclusiveProvider === true && !countsWithin, exclusiveInput: stated.exclusiveInput };
}

function disjoint(written: Written, dialect: Dialect): TokensRead {
  const { input, cacheRead, cacheWrite1h } = written;
  const cacheWrite = written.cacheWrite ?? sumOrNull(written.cacheWrite5m, cacheWrite1h);
  const cacheWrite5m = cacheWrite === null ? null : cacheWrite - (cacheWrite1h ?? 0);
  if (cacheWrite5m !== null && cacheWrite5m < 0) {
    return {
      problem: "inconsistent_tokens",
      detail: `${cacheWrite1h} one-hour cache write tokens are more than all ${cacheWrite} cache write tokens`,
    };
  }
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  const uncached = written.uncached ?? (input === null ? null : excludesCache(written, cached, dialect) ? input : input - cached);
  const output = withReasoning(written, uncached === null ? null : uncached + cached);
  return { tokens: { inputUncached: uncached, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning: written.reasoning } };
}

/** The convention counts cached tokens within input; older emitters of Anthropic and Bedrock calls don't. */
function excludesCache({ input, output, total }: Written, cached: number, dialect: Dialect): boolean {
  if (input === null || cached === 0) return false;
  if (dialect.claudeCode || cached > input) return true;
  if (dialect.exclusiveProvider) return dialect.exclusiveInput == null || Number(dialect.exclusiveInput) === input;
  return total !== null && total === input + cached + (output ?? 0);
}

/** Reasoning is part of output, except where the sender's own total (or its size) shows that it was counted apart, as Gemini's API does. */
function withReasoning({ output, reasoning, total }: Written, input: number | null): number | null {
  if (output === null || !reasoning) return output;
  const apart = reasoning > output || (total !== null && input !== null && total === input + output + reasoning);
  return apart ? output + reasoning : output;
}

function sumOrNull(a: number | null, b: number | null): number | null {
  return a === null && b === null ? null : (a ?? 0) + (b ?? 0);
}
