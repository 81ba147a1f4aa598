import type { PriceBook } from "../pricing";
import type { Call } from "./call";
import { listCost } from "./list-cost";

const NO_ERROR = { error_code: "", error_class: "", llm_provider: "", traceback: "", error_message: "" };

/**
 * One line of LiteLLM's request log (StandardLoggingPayload, without the prompt and the answer, as with `turn_off_message_logging`), of a version that knows
 * its call id only where nothing answered. `book`: list prices.
 */
export function litellmLine(call: Call, book: PriceBook): string {
  return `${JSON.stringify(payload(call, book))}\n`;
}

function payload(call: Call, book: PriceBook): Record<string, unknown> {
  const { owner, model, failure } = call;
  const key = call.environment === "staging" ? owner.stagingKey : owner.key;
  const start = call.at / 1000;
  const end = (call.at + call.durationMs) / 1000;
  const started = call.kind === "embedding" ? "aembedding" : "acompletion";
  return {
    id: call.id,
    trace_id: call.trace,
    call_type: started,
    stream: call.ttftMs !== null,
    response_cost: listCost(book, call),
    status: failure ? "failure" : "success",
    custom_llm_provider: call.overBudget ? "" : model.provider,
    total_tokens: call.input + call.output,
    prompt_tokens: call.input,
    completion_tokens: call.output,
    startTime: start,
    endTime: end,
    completionStartTime: call.ttftMs === null ? end : (call.at + call.ttftMs) / 1000,
    model: model.name,
    model_id: `${model.name}-eu`,
    model_group: call.fallbacks > 0 ? model.name : call.asked.name,
    api_base: call.overBudget ? "" : model.apiBase,
    cache_hit: call.cacheHit ? true : null,
    request_tags: [`feature:${owner.feature}`, `environment:${call.environment}`],
    end_user: call.customer,
    session_id: call.session,
    metadata: {
      user_api_key_hash: key.hash,
      user_api_key_alias: key.alias,
      user_api_key_team_id: owner.team.id,
      user_api_key_team_alias: owner.team.name,
      user_api_key_user_id: call.user,
      user_api_key_project_id: owner.project,
      spend_logs_metadata: { feature: owner.feature, environment: call.environment },
      ...(call.fallbacks > 0 && { original_model_group: call.asked.name, attempted_fallbacks: call.fallbacks }),
      ...(call.retries > 0 && { attempted_retries: call.retries }),
      ...(call.kind === "router" && { internal_call_origin: "autorouter_classifier" }),
      ...(call.kind === "guard" && { internal_call_origin: "guardrail" }),
      usage_object: failure ? null : usage(call),
    },
    model_parameters: { stream: call.ttftMs !== null },
    error_information: failure
      ? { ...NO_ERROR, error_code: failure.code, error_class: failure.errorClass, llm_provider: call.overBudget ? "" : model.provider }
      : NO_ERROR,
  };
}

function usage(call: Call): Record<string, unknown> {
  const { input, output, reasoning, cacheRead, cacheWrite } = call;
  const counts = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
  if (call.model.provider === "anthropic")
    return { ...counts, cache_read_input_tokens: cacheRead, cache_creation_input_tokens: cacheWrite };
  return {
    ...counts,
    prompt_tokens_details: { cached_tokens: cacheRead },
    completion_tokens_details: { reasoning_tokens: reasoning },
    ...(call.tier === "batch" && { service_tier: "batch" }),
  };
}
