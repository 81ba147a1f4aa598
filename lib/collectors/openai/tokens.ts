import { type BucketFact, parseCount } from "../../facts";
import { type JsonObject, quoted, scalar } from "./json-value";
import { refuse } from "./refusal";

export type DisjointTokens = Pick<BucketFact, "inputUncached" | "cacheRead" | "cacheWrite5m" | "cacheWrite1h" | "output">;

export const NO_TOKENS: DisjointTokens = { inputUncached: null, cacheRead: null, cacheWrite5m: null, cacheWrite1h: null, output: null };

function tokenCount(row: JsonObject, field: string): number | null {
  const parsed = parseCount(scalar(row[field]));
  return "problem" in parsed ? refuse("invalid_tokens", `${field}: ${parsed.problem}`) : parsed.value;
}

/**
 * The row's tokens in disjoint classes. `input_tokens` includes cache reads and writes; a field that isn't there is null, but input whose cached part isn't
 * told is all uncached. OpenAI has one class of cache writes: it is put under `cacheWrite5m`.
 * Refuses `invalid_tokens`, and `inconsistent_tokens` where the parts don't add up to the whole.
 */
export function tokensOf(row: JsonObject): DisjointTokens {
  const input = tokenCount(row, "input_tokens");
  const cacheRead = tokenCount(row, "input_cached_tokens");
  const cacheWrite = tokenCount(row, "input_cache_write_tokens");
  const uncached = tokenCount(row, "input_uncached_tokens");
  const output = tokenCount(row, "output_tokens");
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  if (input !== null && uncached === null && cached > input) {
    refuse("inconsistent_tokens", `input_cached_tokens + input_cache_write_tokens is ${cached}, more than input_tokens ${input}`);
  }
  if (input !== null && uncached !== null && uncached + cached !== input) {
    refuse(
      "inconsistent_tokens",
      `input_uncached_tokens + input_cached_tokens + input_cache_write_tokens is ${uncached + cached}, but input_tokens is ${input}`,
    );
  }
  const inputUncached = uncached ?? (input === null ? null : input - cached);
  return { inputUncached, cacheRead, cacheWrite5m: cacheWrite, cacheWrite1h: null, output };
}

/** Number of model requests; null where not stated. Refuses `invalid_field`. */
export function requestsOf(row: JsonObject, keepEmails: boolean): number | null {
  const parsed = parseCount(scalar(row.num_model_requests));
  return "problem" in parsed
    ? refuse("invalid_field", `num_model_requests is ${quoted(row.num_model_requests, keepEmails)}, not a count`)
    : parsed.value;
}
