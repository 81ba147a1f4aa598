import { countOf, type Fields, fieldsOf, larger, Refusal } from "./fields";

export interface Tokens {
  inputUncached: number | null;
  cacheRead: number | null;
  cacheWrite5m: number | null;
  cacheWrite1h: number | null;
  output: number | null;
  reasoning: number | null;
}

const UNKNOWN: Tokens = { inputUncached: null, cacheRead: null, cacheWrite5m: null, cacheWrite1h: null, output: null, reasoning: null };

/** The provider's usage as LiteLLM kept it: `metadata.usage_object` (both views), `response.usage`, or the older `additional_usage_values`. Null where none is stated. */
export function usageObject(row: Fields, metadata: Fields, response: Fields): Fields | null {
  for (const candidate of [
    metadata.usage_object,
    response.usage,
    fieldsOf(row.hidden_params).usage_object,
    metadata.additional_usage_values,
  ]) {
    const usage = fieldsOf(candidate);
    for (const name in usage) if (usage[name] !== null) return usage;
  }
  return null;
}

/**
 * Disjoint token counts of one record. `prompt_tokens` holds cache reads and writes, except where the record proves its sender leaves them
 * out (cache larger than the prompt; the total only adds up that way; a raw Anthropic usage). Throws `invalid_tokens` and `inconsistent_tokens`.
 * A failure with nothing but zeros, and a success without usage and with nothing but zeros, say nothing: LiteLLM writes 0 for "don't know".
 */
export function tokensOf(row: Fields, usage: Fields | null, failed: boolean): Tokens {
  const u = usage ?? row;
  const inDetails = fieldsOf(u.prompt_tokens_details ?? u.input_tokens_details);
  const outDetails = fieldsOf(u.completion_tokens_details ?? u.output_tokens_details);
  const rowPrompt = countOf(row.prompt_tokens, "prompt_tokens");
  const rowOutput = countOf(row.completion_tokens, "completion_tokens");
  const rawInput = countOf(u.input_tokens, "usage.input_tokens");
  const usagePrompt = countOf(u.prompt_tokens, "usage.prompt_tokens");
  const isRaw = rawInput !== null && !usagePrompt;
  const prompt = isRaw ? rawInput : (usagePrompt ?? rowPrompt);
  const stated =
    larger(countOf(u.completion_tokens, "usage.completion_tokens"), countOf(u.output_tokens, "usage.output_tokens")) ?? rowOutput;
  const total = countOf(u.total_tokens, "usage.total_tokens") ?? countOf(row.total_tokens, "total_tokens");

  const flatRead = countOf(u.cache_read_input_tokens, "usage.cache_read_input_tokens");
  const flatWrite = countOf(u.cache_creation_input_tokens, "usage.cache_creation_input_tokens");
  const read = larger(
    larger(flatRead, countOf(inDetails.cached_tokens, "cached_tokens")),
    countOf(u.prompt_cache_hit_tokens, "prompt_cache_hit_tokens"),
  );
  const split = fieldsOf(inDetails.cache_creation_token_details ?? u.cache_creation ?? u.cache_creation_token_details);
  const write1h = countOf(split.ephemeral_1h_input_tokens, "ephemeral_1h_input_tokens");
  const write5m = countOf(split.ephemeral_5m_input_tokens, "ephemeral_5m_input_tokens");
  const splitSum = write1h === null && write5m === null ? null : (write1h ?? 0) + (write5m ?? 0);
  const write = larger(
    larger(
      flatWrite,
      larger(
        countOf(inDetails.cache_creation_tokens, "cache_creation_tokens"),
        countOf(inDetails.cache_write_tokens, "cache_write_tokens"),
      ),
    ),
    splitSum,
  );
  const reasoning = larger(
    larger(countOf(outDetails.reasoning_tokens, "reasoning_tokens"), countOf(outDetails.thinking_tokens, "thinking_tokens")),
    countOf(u.reasoning_tokens, "usage.reasoning_tokens"),
  );

  const says = (prompt ?? 0) + (stated ?? 0) + (read ?? 0) + (write ?? 0) + (reasoning ?? 0) + (total ?? 0) > 0;
  if (!says && (failed || usage === null)) return UNKNOWN;

  const cache = (read ?? 0) + (write ?? 0);
  const uncached =
    prompt === null
      ? null
      : uncachedInput(prompt, cache, stated, total, {
          isRawAnthropic: isRaw && u.input_tokens_details == null && u.prompt_tokens_details == null,
          mayExclude: flatRead !== null || flatWrite !== null || splitSum !== null,
        });
  const output = withReasoning(stated, reasoning, total, prompt, uncached === null ? null : uncached + cache);
  return {
    inputUncached: uncached,
    cacheRead: read,
    cacheWrite5m: write === null ? null : write - (write1h ?? 0),
    cacheWrite1h: write1h ?? (write === null ? null : 0),
    output,
    reasoning: reasoning !== null && reasoning > (output ?? 0) ? null : reasoning,
  };
}

function uncachedInput(
  prompt: number,
  cache: number,
  output: number | null,
  total: number | null,
  sender: { isRawAnthropic: boolean; mayExclude: boolean },
): number {
  if (cache === 0 || sender.isRawAnthropic) return prompt;
  if (cache <= prompt) return sender.mayExclude && total !== null && total === prompt + cache + (output ?? 0) ? prompt : prompt - cache;
  if (sender.mayExclude) return prompt;
  throw new Refusal("inconsistent_tokens", `${cache} cached tokens are more than the ${prompt} prompt tokens that hold them`);
}

/** Gemini counts thoughts apart from the answer on some endpoints: the total tells. */
function withReasoning(
  output: number | null,
  reasoning: number | null,
  total: number | null,
  prompt: number | null,
  input: number | null,
): number | null {
  if (output === null || !reasoning || total === null) return output;
  const apart = total === (prompt ?? 0) + output + reasoning || total === (input ?? 0) + output + reasoning;
  return apart ? output + reasoning : output;
}
