/**
 * Attribute names by meaning, first stated wins. Checked 2026-11 against: OpenTelemetry GenAI conventions (current and deprecated names),
 * OpenLLMetry (Traceloop), OpenLIT, Pydantic AI / Logfire, OpenInference, Vercel AI SDK 4 to 7, Sentry, Claude Code.
 */
export const KEYS = {
  operation: ["gen_ai.operation.name"],
  provider: ["gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider"],
  responseModel: ["gen_ai.response.model", "ai.response.model", "llm.response.model"],
  /** One name for the model that was called, where the dialect does not tell requested and answering model apart. */
  onlyModel: ["llm.model_name", "embedding.model_name", "reranker.model_name"],
  requestModel: ["gen_ai.request.model", "ai.model.id", "llm.request.model"],
  responseId: ["gen_ai.response.id", "ai.response.id", "llm.response.id"],
  responseTier: ["openai.response.service_tier", "gen_ai.openai.response.service_tier", "gen_ai.response.service_tier"],
  requestTier: ["openai.request.service_tier", "gen_ai.openai.request.service_tier", "gen_ai.request.service_tier"],
  route: ["server.address", "gen_ai.openai.api_base"],
  errorClass: ["error.type"],
  input: [
    "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.usage.prompt_tokens", "llm.token_count.prompt",
    "ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens",
  ],
  output: [
    "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.usage.completion_tokens", "llm.token_count.completion",
    "ai.usage.outputTokens", "ai.usage.completionTokens",
  ],
  total: ["gen_ai.usage.total_tokens", "llm.usage.total_tokens", "llm.token_count.total", "ai.usage.totalTokens"],
  uncached: ["ai.usage.inputTokenDetails.noCacheTokens"],
  cacheRead: [
    "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.cache.read_input_tokens",
    "gen_ai.usage.cached_input_tokens", "gen_ai.usage.input_tokens.cached", "gen_ai.usage.prompt_tokens_details.cached_tokens",
    "gen_ai.usage.input_tokens_details.cached_tokens", "gen_ai.usage.details.cache_read_tokens",
    "gen_ai.usage.details.cache_read_input_tokens", "gen_ai.usage.details.cached_tokens", "llm.usage.cache_read_input_tokens",
    "llm.token_count.prompt_details.cache_read", "ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.cachedInputTokens",
  ],
  cacheWrite: [
    "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.cache_creation_input_tokens",
    "gen_ai.usage.cache.creation_input_tokens", "gen_ai.usage.input_tokens.cache_write",
    "gen_ai.usage.prompt_tokens_details.cache_write_tokens", "gen_ai.usage.input_tokens_details.cache_write_tokens",
    "gen_ai.usage.details.cache_write_tokens", "gen_ai.usage.details.cache_creation_input_tokens",
    "llm.usage.cache_creation_input_tokens", "llm.token_count.prompt_details.cache_write",
    "ai.usage.inputTokenDetails.cacheWriteTokens", "ai.usage.cacheCreationInputTokens",
  ],
  cacheWrite5m: [
    "gen_ai.usage.cache_creation.ephemeral_5m_input_tokens", "gen_ai.usage.cache_creation_5m_input_tokens",
    "gen_ai.usage.details.ephemeral_5m_input_tokens",
  ],
  cacheWrite1h: [
    "gen_ai.usage.cache_creation.ephemeral_1h_input_tokens", "gen_ai.usage.cache_creation_1h_input_tokens",
    "gen_ai.usage.details.ephemeral_1h_input_tokens",
  ],
  reasoning: [
    "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens", "gen_ai.usage.output_tokens.reasoning",
    "gen_ai.usage.completion_tokens_details.reasoning_tokens", "gen_ai.usage.output_tokens_details.reasoning_tokens",
    "gen_ai.usage.details.reasoning_tokens", "gen_ai.usage.details.thoughts_tokens", "gen_ai.usage.details.thinking_tokens",
    "llm.usage.reasoning_tokens", "llm.token_count.completion_details.reasoning",
    "ai.usage.outputTokenDetails.reasoningTokens", "ai.usage.reasoningTokens",
  ],
  webSearch: [
    "gen_ai.usage.server_tool_use.web_search_requests", "gen_ai.usage.web_search_requests", "gen_ai.usage.details.web_search_requests",
  ],
  cost: ["gen_ai.usage.cost", "gen_ai.usage.cost_usd", "llm.cost.total", "llm.usage.total_cost", "operation.cost"],
  firstTokenSeconds: ["gen_ai.response.time_to_first_chunk", "gen_ai.server.time_to_first_token"],
  firstTokenMs: ["ai.response.msToFirstChunk", "ai.stream.msToFirstChunk", "ttft_ms"],
  project: ["service.name"],
  environment: ["deployment.environment.name", "deployment.environment"],
  feature: ["permille.feature", "gen_ai.agent.name"],
  team: ["permille.team"],
  apiKey: ["permille.api_key"],
  session: [
    "gen_ai.conversation.id", "session.id", "ai.telemetry.metadata.sessionId", "langfuse.session.id",
    "traceloop.association.properties.session_id",
  ],
  user: ["user.id", "ai.telemetry.metadata.userId", "langfuse.user.id", "traceloop.association.properties.user_id"],
  customer: ["enduser.id"],
} as const satisfies Record<string, readonly string[]>;

/** Claude Code writes bare names on its `llm_request` spans; they mean nothing on other spans. `input_tokens` excludes cache there. */
export const CLAUDE_CODE_KEYS = {
  model: "model", input: "input_tokens", output: "output_tokens", cacheRead: "cache_read_tokens", cacheWrite: "cache_creation_tokens",
  success: "success", statusCode: "status_code", speed: "speed",
} as const;

/** What says which sort of span this is. */
export const MARKERS = {
  vercel: "ai.operationId", vercelName: "operation.name", openInference: "openinference.span.kind", traceloop: "traceloop.span.kind",
  traceloopRequest: "llm.request.type", claudeCode: "span.type",
} as const;

/** Texts that hold JSON with details no attribute carries: read, never kept. */
export const RESPONSE_JSON = { vercel: "ai.response.providerMetadata", openInference: "output.value", parameters: "llm.invocation_parameters" } as const;
