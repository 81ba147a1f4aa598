/** A seeded stream of numbers in [0, 1): the same seed gives the same stream on every machine (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface LineShape {
  lines: number;
  seed: number;
  /** Epoch ms of the first call and the span that the calls are spread over. */
  from: number;
  spanMs: number;
  keys: number;
  features: number;
  teams: number;
  /** Share of lines that repeat an earlier line word for word. */
  duplicates: number;
}

export const DEFAULT_SHAPE: LineShape = {
  lines: 1_000_000,
  seed: 1,
  from: Date.UTC(2026, 8, 1),
  spanMs: 60 * 86_400_000,
  keys: 300,
  features: 30,
  teams: 6,
  duplicates: 0.05,
};

const MODELS = [
  ["openai", "gpt-4o"],
  ["openai", "gpt-4o-mini"],
  ["openai", "gpt-5"],
  ["openai", "gpt-5-mini"],
  ["openai", "gpt-5-nano"],
  ["openai", "gpt-4.1"],
  ["anthropic", "claude-sonnet-4-5"],
  ["anthropic", "claude-haiku-4-5"],
  ["anthropic", "claude-opus-4-5"],
  ["vertex_ai", "gemini-2.5-flash"],
  ["vertex_ai", "gemini-2.5-pro"],
  ["mistral", "mistral-large-latest"],
] as const;

const hex = (random: () => number, digits: number): string =>
  Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join("");
const uuid = (random: () => number): string =>
  `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`;
const skewed = (random: () => number, n: number): number => Math.floor(random() ** 2 * n);

/** One LiteLLM StandardLoggingPayload of about 1.9 KB, as its log callbacks write them. */
function payload(random: () => number, shape: LineShape, at: number): Record<string, unknown> {
  const [provider, model] = MODELS[skewed(random, MODELS.length)] ?? MODELS[0];
  const id = `chatcmpl-${uuid(random)}`;
  const failed = random() < 0.02;
  const input = 200 + Math.floor(random() ** 3 * 12_000);
  const cached = random() < 0.4 ? Math.floor(input * random() * 0.8) : 0;
  const output = 20 + Math.floor(random() ** 2 * 900);
  const seconds = 0.3 + output / 80 + random();
  const start = at / 1000;
  const feature = skewed(random, shape.features);
  const key = hex(seeded(1_000 + skewed(random, shape.keys)), 64);
  const usage = failed
    ? null
    : {
        prompt_tokens: input,
        completion_tokens: output,
        total_tokens: input + output,
        prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
      };
  return {
    id,
    trace_id: uuid(random),
    call_type: "acompletion",
    cache_hit: null,
    stream: true,
    status: failed ? "failure" : "success",
    custom_llm_provider: provider,
    saved_cache_cost: 0,
    startTime: start,
    endTime: start + seconds,
    completionStartTime: start + 0.25 + random() * 0.3,
    response_time: seconds,
    model,
    model_id: hex(seeded(feature), 64),
    model_group: model,
    api_base: "https://api.example.com/v1/chat/completions",
    metadata: {
      user_api_key_hash: key,
      user_api_key_alias: `key-${key.slice(0, 6)}`,
      user_api_key_team_id: `team-${feature % shape.teams}`,
      user_api_key_org_id: null,
      user_api_key_user_id: `user-${skewed(random, 2_000)}`,
      user_api_key_team_alias: `Team ${feature % shape.teams}`,
      user_api_key_user_email: null,
      spend_logs_metadata: { feature: `feature-${feature}` },
      requester_ip_address: "10.0.0.1",
      requester_metadata: {},
      user_api_key_end_user_id: null,
      prompt_management_metadata: null,
      applied_guardrails: [],
      mcp_tool_call_metadata: null,
      vector_store_request_metadata: null,
      guardrail_information: null,
      usage_object: usage,
      session_id: `session-${Math.floor(at / 600_000)}-${skewed(random, 40)}`,
    },
    cache_key: null,
    response_cost: failed ? 0 : 0.001,
    total_tokens: failed ? 0 : input + output,
    prompt_tokens: failed ? 0 : input,
    completion_tokens: failed ? 0 : output,
    request_tags: ["User-Agent: python-httpx"],
    end_user: `customer-${skewed(random, 200)}`,
    requester_ip_address: "10.0.0.1",
    messages: null,
    response: failed ? null : { id, model, object: "chat.completion", created: Math.floor(start), usage },
    model_parameters: { temperature: 0.2, max_tokens: 1024, stream: true },
    hidden_params: { model_id: hex(seeded(feature), 64), api_base: "https://api.example.com", litellm_overhead_time_ms: 3.1 },
    error_str: failed ? "upstream failed" : null,
    error_information: failed
      ? { error_code: "503", error_class: "ServiceUnavailableError", llm_provider: provider, traceback: "", error_message: "" }
      : null,
    response_cost_failure_debug_info: null,
    guardrail_information: null,
    standard_built_in_tools_params: { web_search_options: null, file_search: null },
  };
}

/** JSON lines in time order, each with its line end. Repeats are taken from the last 500 lines. */
export function* litellmLines(partial: Partial<LineShape> = {}): Generator<string> {
  const shape = { ...DEFAULT_SHAPE, ...partial };
  const random = seeded(shape.seed);
  const recent: string[] = [];
  for (let i = 0; i < shape.lines; i += 1) {
    const repeated = random() < shape.duplicates ? recent[Math.floor(random() * recent.length)] : undefined;
    const line = repeated ?? `${JSON.stringify(payload(random, shape, shape.from + Math.floor((i / shape.lines) * shape.spanMs)))}\n`;
    yield line;
    if (repeated) continue;
    recent.push(line);
    if (recent.length > 500) recent.shift();
  }
}
