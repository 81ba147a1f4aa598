import { hex64, seededWords, uuid } from "./random";
import { DEFAULT_SHAPE, type Shape } from "./shape";
import { type Call, MODELS, type Session, Workload } from "./workload";

export { seeded } from "./random";

const BASES = {
  openai: "https://api.openai.com/v1",
  anthropic: "https://api.anthropic.com",
  vertex_ai: "https://us-central1-aiplatform.googleapis.com/v1",
  mistral: "https://api.mistral.ai/v1",
} as const;

const word = seededWords(2_000);
/** What every line of a model has in common. */
const DEPLOYMENTS = MODELS.map(([provider, model]) => {
  const id = hex64(word);
  const base = BASES[provider];
  return {
    head: `"call_type":"acompletion","cache_hit":null,"stream":true,"custom_llm_provider":"${provider}","saved_cache_cost":0.0,"model":"${model}","model_id":"${id}","api_base":"${base}","cache_key":null,"request_tags":["User-Agent: python-httpx"],"requester_ip_address":"10.0.0.1","messages":[{"role":"user","content":"redacted-by-litellm"}],"model_parameters":{"temperature":0.2,"max_tokens":1024,"stream":true},"hidden_params":{"model_id":"${id}","api_base":"${base}","litellm_overhead_time_ms":3.1,"litellm_model_name":"${model}"}`,
    success: `"status":"success","response":{"text":"redacted-by-litellm"},"error_str":null,"error_information":{"error_code":"","error_class":"","llm_provider":"","traceback":"","error_message":""}`,
    failure: `"status":"failure","response":null,"error_str":"upstream failed","error_information":{"error_code":"503","error_class":"ServiceUnavailableError","llm_provider":"${provider}","traceback":"","error_message":"upstream failed"}`,
  };
});

/** What every line of a session has in common. */
const owner = ({ id, key, team, user, customer, feature }: Session): string =>
  `"end_user":"customer-${customer}","metadata":{"user_api_key_hash":"${key}","user_api_key_alias":"key-${key.slice(0, 6)}","user_api_key_team_id":"team-${team}","user_api_key_org_id":null,"user_api_key_user_id":"user-${user}","user_api_key_team_alias":"Team ${team}","user_api_key_user_email":null,"spend_logs_metadata":{"feature":"feature-${feature}"},"requester_ip_address":"10.0.0.1","requester_metadata":{},"user_api_key_end_user_id":null,"applied_guardrails":[],"session_id":"${id}"`;

/** One LiteLLM StandardLoggingPayload of about 1.9 KB with its messages redacted, as the log callbacks write them. */
function payload(
  { trace, model, asked, failed, start, seconds, firstToken, input, output, cached }: Call,
  id: string,
  owned: string,
): string {
  const deployment = DEPLOYMENTS[model];
  const times = `"startTime":${start},"endTime":${start + seconds},"completionStartTime":${start + firstToken},"response_time":${seconds}`;
  const used = failed
    ? `"usage_object":null},"response_cost":0.0,"total_tokens":0,"prompt_tokens":0,"completion_tokens":0`
    : `"usage_object":{"prompt_tokens":${input},"completion_tokens":${output},"total_tokens":${input + output},"prompt_tokens_details":{"cached_tokens":${cached},"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}},"response_cost":${(input * 2 + output * 8) / 1_000_000},"total_tokens":${input + output},"prompt_tokens":${input},"completion_tokens":${output}`;
  return `{"id":"${id}","trace_id":"${trace}",${times},"model_group":"${MODELS[asked]?.[1]}",${deployment?.head},${owned},${used},${failed ? deployment?.failure : deployment?.success}}\n`;
}

const REPEATED_WITHIN = 500;

/** JSON lines in time order, each with its line end. Repeats are taken from the last 500 lines. */
export function* litellmLines(partial: Partial<Shape> = {}): Generator<string> {
  const shape = { ...DEFAULT_SHAPE, ...partial };
  const workload = new Workload(shape);
  const owners = new WeakMap<Session, string>();
  const recent: string[] = [];
  let made = 0;
  for (let i = 0; i < shape.lines; i += 1) {
    if (made > 0 && workload.random() < shape.duplicates) {
      yield recent[Math.floor(workload.random() * recent.length)] ?? "";
      continue;
    }
    const call = workload.call(i);
    const owned = owners.get(call.session) ?? owner(call.session);
    owners.set(call.session, owned);
    const line = payload(call, `chatcmpl-${uuid(workload.word)}`, owned);
    recent[made % REPEATED_WITHIN] = line;
    made += 1;
    yield line;
  }
}
