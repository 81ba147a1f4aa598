import { describe, expect, test } from "vitest";
import { type AttemptFact, attemptFact, type RecordOutcome } from "../../facts";
import type { Fields } from "./fields";
import { litellm } from "./index";

const start = "2026-10-01 08:00:00";
const base: Fields = {
  request_id: "chatcmpl-1",
  call_type: "acompletion",
  startTime: start,
  endTime: "2026-10-01 08:00:02",
  model: "gpt-4o",
  status: "success",
  spend: 0.5,
};
const take = (row: Fields): RecordOutcome =>
  litellm.open({ settings: {}, now: Date.UTC(2026, 10, 22) }).take({ ...base, ...row }, "")[0] as RecordOutcome;
function read(row: Fields): AttemptFact {
  const outcome = take(row);
  if (!("fact" in outcome)) throw new Error(JSON.stringify(outcome));
  return attemptFact.parse(outcome.fact);
}
const withUsage = (usage_object: unknown, row: Fields = {}): AttemptFact => read({ ...row, metadata: { usage_object } });
const tokens = (f: AttemptFact) => [f.inputUncached, f.cacheRead, f.cacheWrite5m, f.cacheWrite1h, f.output, f.reasoning];

describe("tokens", () => {
  test("a raw Anthropic usage is exclusive: 3 in, 12,304 written, 550 out", () => {
    expect(
      tokens(withUsage({ input_tokens: 3, cache_creation_input_tokens: 12_304, cache_read_input_tokens: 0, output_tokens: 550 })),
    ).toEqual([3, 0, 12_304, 0, 550, null]);
  });
  test("the streamed bug: cached_tokens 0 beside 2,455 read leaves 4 uncached", () => {
    const usage = {
      prompt_tokens: 2_459,
      completion_tokens: 23,
      total_tokens: 2_482,
      prompt_tokens_details: { cached_tokens: 0 },
      cache_read_input_tokens: 2_455,
      cache_creation_input_tokens: 0,
    };
    expect(tokens(withUsage(usage))).toEqual([4, 2_455, 0, 0, 23, null]);
  });
  test("an incomplete 5m/1h split: all 184,457 writes are kept", () => {
    const usage = {
      prompt_tokens: 734_311,
      cache_read_input_tokens: 426_653,
      cache_creation_input_tokens: 184_457,
      prompt_tokens_details: { cache_creation_token_details: { ephemeral_5m_input_tokens: 31_490, ephemeral_1h_input_tokens: 0 } },
      server_tool_use: { web_search_requests: 5 },
    };
    const fact = withUsage(usage);
    expect(tokens(fact)).toEqual([123_201, 426_653, 184_457, 0, null, null]);
    expect(fact.units).toEqual({ web_search: "5" });
  });
  test("cache above the prompt proves an exclusive sender, also where the row's own prompt_tokens include it", () => {
    expect(
      tokens(
        withUsage({ prompt_tokens: 12, completion_tokens: 5, total_tokens: 17, cache_read_input_tokens: 900 }, { prompt_tokens: 912 }),
      ),
    ).toEqual([12, 900, null, null, 5, null]);
  });
  test("cache below the prompt is exclusive where only that makes the total", () => {
    expect(withUsage({ prompt_tokens: 1_000, completion_tokens: 5, total_tokens: 1_505, cache_read_input_tokens: 500 }).inputUncached).toBe(
      1_000,
    );
    expect(withUsage({ prompt_tokens: 1_000, completion_tokens: 5, total_tokens: 1_005, cache_read_input_tokens: 500 }).inputUncached).toBe(
      500,
    );
  });
  test("OpenAI's cached tokens can't exceed its prompt: rejected", () => {
    expect(
      take({ metadata: { usage_object: { prompt_tokens: 10, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 11 } } } }),
    ).toMatchObject({ rejected: "inconsistent_tokens" });
  });
  test("OpenAI cache writes and a Responses usage are inclusive", () => {
    expect(
      tokens(withUsage({ prompt_tokens: 100, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 20, cache_write_tokens: 30 } })),
    ).toEqual([50, 20, 30, 0, 1, null]);
    expect(
      tokens(
        withUsage({
          input_tokens: 100,
          output_tokens: 9,
          total_tokens: 109,
          input_tokens_details: { cached_tokens: 20 },
          output_tokens_details: { reasoning_tokens: 4 },
        }),
      ),
    ).toEqual([80, 20, null, null, 9, 4]);
  });
  test("Gemini thoughts apart from the answer are added: 877 + 1,058 of 1,940", () => {
    const details = { reasoning_tokens: 1_058 };
    expect(withUsage({ prompt_tokens: 5, completion_tokens: 877, total_tokens: 1_940, completion_tokens_details: details })).toMatchObject({
      output: 1_935,
      reasoning: 1_058,
    });
    expect(
      withUsage({ prompt_tokens: 5, completion_tokens: 1_935, total_tokens: 1_940, completion_tokens_details: details }),
    ).toMatchObject({ output: 1_935, reasoning: 1_058 });
  });
  test("an unexplained total loses no request", () => {
    expect(tokens(withUsage({ prompt_tokens: 10, completion_tokens: 5, total_tokens: 99 }))).toEqual([10, null, null, null, 5, null]);
  });
  test("a success says 0 only in a usage object; columns of zeros alone are unknown", () => {
    const zeros = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
    expect(tokens(read({ ...zeros, metadata: {} }))).toEqual([null, null, null, null, null, null]);
    expect(tokens(withUsage(zeros)).slice(0, 1)).toEqual([0]);
    expect(tokens(withUsage(zeros, { status: "failure" }))).toEqual([null, null, null, null, null, null]);
  });
  test("columns without a usage object give input and output, and additional_usage_values the cache", () => {
    expect(tokens(read({ prompt_tokens: "59200.0", completion_tokens: 7, total_tokens: 59_207 }))).toEqual([
      59_200,
      null,
      null,
      null,
      7,
      null,
    ]);
    expect(
      tokens(
        read({
          prompt_tokens: 100,
          completion_tokens: 7,
          total_tokens: 107,
          metadata: { additional_usage_values: { cache_read_input_tokens: 60, cache_creation_input_tokens: 0 } },
        }),
      ),
    ).toEqual([40, 60, 0, 0, 7, null]);
  });
  test("1.5 tokens are rejected", () => {
    expect(take({ prompt_tokens: 1.5 })).toMatchObject({ rejected: "invalid_tokens" });
  });
});

describe("status and kind", () => {
  const failed = (error_class: string, error_code = "", row: Fields = {}) =>
    read({ status: "failure", ...row, metadata: { error_information: { error_class, error_code, error_message: "x" } } }).status;
  test("what the gateway refuses itself is blocked, what an upstream refuses is a failure", () => {
    expect(
      ["BudgetExceededError", "RejectedRequestError", "GuardrailRaisedException", "BlockedPiiEntityError", "ProxyException"].map((c) =>
        failed(c),
      ),
    ).toEqual(Array(5).fill("blocked"));
    expect(
      ["RateLimitError", "AuthenticationError", "Timeout", "ContentPolicyViolationError", "RouterRateLimitError"].map((c) =>
        failed(c, "429"),
      ),
    ).toEqual(Array(5).fill("failure"));
    expect([failed("HTTPException", "429"), failed("HTTPException", "500"), failed("ProxyException", "503")]).toEqual([
      "blocked",
      "failure",
      "failure",
    ]);
  });
  test("a guardrail that stops an answer of 40 tokens is a failure: the call was made", () => {
    expect(failed("GuardrailRaisedException", "400", { prompt_tokens: 30, completion_tokens: 10 })).toBe("failure");
  });
  test("no status with an error is a failure, no status without is a success", () => {
    expect(failed("APIError", "500", { status: null })).toBe("failure");
    expect(read({ status: null, metadata: { error_information: { error_class: "", error_code: "" } } }).status).toBe("success");
  });
  test("call types map to kinds", () => {
    const kinds = [
      "completion",
      "aresponses",
      "atext_completion",
      "aembedding",
      "arerank",
      "aimage_generation",
      "atranscription",
      "aspeech",
      "amoderation",
      "asearch",
      "aocr",
    ].map((call_type) => read({ call_type }).kind);
    expect(kinds).toEqual([
      "chat",
      "chat",
      "completion",
      "embedding",
      "rerank",
      "image",
      "audio",
      "audio",
      "moderation",
      "search",
      "other",
    ]);
    expect(read({ call_type: "brand_new", metadata: { model_map_information: { model_map_value: { mode: "embedding" } } } }).kind).toBe(
      "embedding",
    );
  });
  test("management calls are ignored; a batch counts only with usage, and then at the batch tier", () => {
    for (const call_type of ["call_mcp_tool", "afile_list", "acreate_file", "aretrieve_batch", "acreate_batch", "alist_input_items"])
      expect(take({ call_type })).toEqual({ ignored: "not_billable" });
    expect(read({ call_type: "aretrieve_batch", metadata: { usage_object: { prompt_tokens: 5, completion_tokens: 6 } } })).toMatchObject({
      tier: "batch",
      output: 6,
    });
  });
  test("LiteLLM's own classifier is a router call, its judge a guard; a caller's health-check tag hides nothing", () => {
    expect(read({ metadata: { internal_call_origin: "autorouter_classifier" } }).kind).toBe("router");
    expect(read({ metadata: { internal_call_origin: "shadow_eval_judge" } }).kind).toBe("guard");
    expect(read({ request_tags: ["litellm-internal-health-check"] }).kind).toBe("chat");
  });
});

describe("times, cost and names", () => {
  test("a name that begins or ends with a control character is read as it is", () => {
    expect(read({ end_user: "\u0000", session_id: " \u0001a\u0000 " })).toMatchObject({ customer: "\u0000", session: "\u0001a\u0000" });
  });
  test("naive text, offsets and epoch floats are the same instant", () => {
    const micros = Date.UTC(2026, 9, 1, 8) * 1_000 + 250_000;
    for (const startTime of [
      "2026-10-01 08:00:00.25",
      "2026-10-01T08:00:00.250000Z",
      "2026-10-01T10:00:00.250+02:00",
      "2026-10-01T08:00:00.250000+00:00",
      1_790_841_600.25,
    ]) {
      expect(read({ startTime, endTime: null }).occurredAt).toBe(micros);
    }
  });
  test("a missing, impossible or future start is rejected; an unreadable end only leaves the duration unknown", () => {
    expect(take({ startTime: null })).toMatchObject({ rejected: "missing_time" });
    for (const startTime of ["2026-02-30 08:00:00", "2026-10-01 25:00:00", "2031-01-01 00:00:00", "2014-12-31 23:59:59", "soon"])
      expect(take({ startTime })).toMatchObject({ rejected: "invalid_time" });
    expect(read({ endTime: "soon" }).durationMs).toBeNull();
    expect(read({ endTime: null, request_duration_ms: 1_234 }).durationMs).toBe(1_234);
  });
  test("a first token at the end is none unless it was streamed", () => {
    expect(read({ completionStartTime: "2026-10-01 08:00:02" }).ttftMs).toBeNull();
    expect(read({ completionStartTime: "2026-10-01 08:00:02", stream: true }).ttftMs).toBe(2_000);
    expect(read({ completionStartTime: "2026-10-01 08:00:00.5" }).ttftMs).toBe(500);
    expect(read({ stream: true, response_time: 0.25 }).ttftMs).toBe(250);
  });
  test("a duration beyond a year, as of 1e305 s, is unknown", () => {
    expect(read({ endTime: null, response_time: 1e305 }).durationMs).toBeNull();
    expect(read({ endTime: null, request_duration_ms: 86_400_000 }).durationMs).toBe(86_400_000);
  });
  test("cost is exact, null where absent, rejected where it is no number", () => {
    expect([2.5e-7, "0.00225000", 0, null].map((spend) => read({ spend }).reportedCost)).toEqual(["0.00000025", "0.00225", "0", null]);
    expect(take({ spend: "cheap" })).toMatchObject({ rejected: "invalid_amount" });
  });
  test('a record without id is rejected, and "None" is no id', () => {
    expect(take({ request_id: "None" })).toMatchObject({ rejected: "missing_id" });
  });
  test("the provider comes from its field, else the model's prefix, else the price map", () => {
    expect(read({ custom_llm_provider: "bedrock_converse" }).provider).toBe("bedrock");
    expect(read({ model: "azure/gpt-4o" })).toMatchObject({ provider: "azure", model: "azure/gpt-4o" });
    expect(
      read({ model: "meta-llama/Llama-3", metadata: { model_map_information: { model_map_value: { litellm_provider: "together_ai" } } } })
        .provider,
    ).toBe("together");
    expect(read({ custom_llm_provider: "", model: "gpt-4o" }).provider).toBeNull();
  });
  test("the tier is the response's before the request's, and auto is unknown", () => {
    expect(withUsage({ prompt_tokens: 1, service_tier: "default" }, { model_parameters: { service_tier: "flex" } }).tier).toBe("standard");
    expect(read({ model_parameters: { service_tier: "auto" } }).tier).toBeNull();
    expect(withUsage({ prompt_tokens: 1, speed: "fast" }).tier).toBe("priority");
  });
  test("a key in the clear is hashed and an api base loses its query", () => {
    expect(read({ api_key: "sk-1234", api_base: "https://x.example/v1?key=abc" })).toMatchObject({
      apiKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      route: "https://x.example/v1",
    });
  });
  test("a semantic hit says so, and text forms of no are none", () => {
    expect(read({ cache_hit: true, metadata: { "semantic-similarity": 0.98 } }).gatewayCache).toBe("semantic");
    expect(["True", "None", "", "False", null].map((cache_hit) => read({ cache_hit }).gatewayCache)).toEqual([
      "exact",
      "none",
      "none",
      "none",
      "none",
    ]);
  });
  test("the prompt is hashed the same from a list and from text, never from a cut one", () => {
    const messages = [{ role: "user", content: "made-up" }];
    expect(read({ messages }).promptHash).toBe(read({ messages: '[{"role": "user", "content": "made-up"}]' }).promptHash);
    expect(read({ messages: {}, proxy_server_request: { messages } }).promptHash).toBe(read({ messages }).promptHash);
    expect(read({ messages: [{ content: "a... (litellm_truncated skipped 9 chars) ...b" }] }).promptHash).toBeNull();
    expect(read({ messages: "{}" }).promptHash).toBeNull();
  });
  test("the first tag that LiteLLM did not write is the feature", () => {
    expect(read({ request_tags: '["User-Agent: curl", "env:prod", "ads"]' })).toMatchObject({ feature: "ads", environment: "prod" });
    expect(read({ request_tags: ["owner:jo@example.com"] }).tags[0]).toMatch(/^owner:email:[0-9a-f]{12}$/);
  });
  test("audio seconds, images and pages are units", () => {
    expect(withUsage({ type: "duration", seconds: 12.5 }, { call_type: "transcription" }).units).toEqual({ audio_second: "12.5" });
    expect(read({ call_type: "image_generation", response: { data: [{}, {}] } }).units).toEqual({ image: "2" });
    expect(withUsage({ prompt_tokens: 0, completion_tokens: 0, pages_processed: 3 }, { call_type: "aocr" }).units).toEqual({ page: "3" });
  });
});
