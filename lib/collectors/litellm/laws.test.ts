import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attemptFact, IGNORE_REASONS, REJECT_REASONS } from "../../facts";
import { litellm } from "./index";

const reading = litellm.open({ settings: { remap: { feature: "metadata.spend_logs_metadata.a" } }, now: Date.UTC(2026, 10, 22) });
const odd = fc.oneof(
  fc.constantFrom(null, "", "None", "True", true, "{}", "[]", 0, -1, 1.5, "12", "59200.0", 1e300),
  fc.nat(5_000),
  fc.string(),
  fc.jsonValue(),
);
const count = fc.oneof({ weight: 4, arbitrary: fc.nat(5_000) }, { weight: 1, arbitrary: odd });
const usage = fc.record(
  {
    prompt_tokens: count,
    completion_tokens: count,
    total_tokens: count,
    input_tokens: count,
    output_tokens: count,
    cache_read_input_tokens: count,
    cache_creation_input_tokens: count,
    cache_creation: fc.record({ ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count }, { requiredKeys: [] }),
    prompt_tokens_details: fc.record({ cached_tokens: count, cache_write_tokens: count, image_count: odd }, { requiredKeys: [] }),
    completion_tokens_details: fc.record({ reasoning_tokens: count }, { requiredKeys: [] }),
    server_tool_use: odd,
    service_tier: odd,
  },
  { requiredKeys: [] },
);
const metadata = fc.record(
  {
    usage_object: usage,
    spend_logs_metadata: odd,
    error_information: odd,
    attempted_retries: odd,
    user_api_key_team_alias: odd,
    model_map_information: odd,
    status: odd,
  },
  { requiredKeys: [] },
);
const row = fc.record(
  {
    request_id: fc.oneof(fc.constant("chatcmpl-1"), odd),
    call_type: fc.oneof(fc.constantFrom("acompletion", "aretrieve_batch", "image_generation"), odd),
    startTime: fc.oneof(fc.constant("2026-10-01 08:00:00.5"), odd),
    endTime: odd,
    completionStartTime: odd,
    stream: odd,
    response_time: odd,
    request_duration_ms: odd,
    model: odd,
    model_group: odd,
    custom_llm_provider: odd,
    api_base: odd,
    metadata: fc.oneof(
      metadata,
      metadata.map((m) => JSON.stringify(m)),
      odd,
    ),
    spend: odd,
    prompt_tokens: count,
    completion_tokens: count,
    total_tokens: count,
    request_tags: odd,
    team_id: odd,
    api_key: odd,
    end_user: odd,
    session_id: odd,
    status: odd,
    cache_hit: odd,
    messages: odd,
    response: odd,
    proxy_server_request: odd,
    error_information: odd,
    hidden_params: odd,
  },
  { requiredKeys: ["request_id", "call_type", "startTime"] },
);

describe("whatever a row holds", () => {
  test("it ends as one outcome: a valid fact, or a reason from the lists", () => {
    fc.assert(
      fc.property(row, (unit) => {
        const outcomes = reading.take(unit, "");
        expect(outcomes).toHaveLength(1);
        for (const outcome of outcomes) {
          if ("fact" in outcome) attemptFact.parse(outcome.fact);
          else if ("ignored" in outcome) expect(IGNORE_REASONS).toHaveProperty(outcome.ignored);
          else if ("rejected" in outcome) expect(REJECT_REASONS).toHaveProperty(outcome.rejected);
          else throw new Error("a log of calls gives no samples");
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("disjoint classes add up to the prompt of an inclusive sender and reasoning stays within the output", () => {
    const inclusive = fc.tuple(fc.nat(9_999), fc.nat(9_999), fc.nat(9_999), fc.nat(9_999), fc.nat(9_999), fc.nat(9_999));
    fc.assert(
      fc.property(inclusive, ([uncached, readTokens, write5m, write1h, answer, thoughts]) => {
        const prompt = uncached + readTokens + write5m + write1h;
        const output = answer + thoughts;
        const usage_object = {
          prompt_tokens: prompt,
          completion_tokens: output,
          total_tokens: prompt + output,
          cache_read_input_tokens: readTokens,
          cache_creation_input_tokens: write5m + write1h,
          prompt_tokens_details: {
            cached_tokens: readTokens,
            cache_creation_token_details: { ephemeral_5m_input_tokens: write5m, ephemeral_1h_input_tokens: write1h },
          },
          completion_tokens_details: { reasoning_tokens: thoughts },
        };
        const [outcome] = reading.take(
          { request_id: "r", call_type: "acompletion", startTime: "2026-10-01 08:00:00", metadata: { usage_object } },
          "",
        );
        expect(outcome).toMatchObject({
          fact: {
            inputUncached: uncached,
            cacheRead: readTokens,
            cacheWrite5m: write5m,
            cacheWrite1h: write1h,
            output,
            reasoning: thoughts,
          },
        });
      }),
    );
  });
});
