import type { AttemptFact } from "../../facts";
import { type Fields, fieldsOf, textOf } from "./fields";

/**
 * Errors that LiteLLM's proxy raises itself, before any upstream call (litellm/exceptions.py and litellm/proxy, read 2026-11-22). Upstream errors
 * are always mapped to other classes: a provider's 429 is RateLimitError, its 401 AuthenticationError. RouterRateLimitError ("no deployments
 * available") is not in it: it is what an outage of the upstreams looks like.
 */
const BLOCKING = new Set([
  "BudgetExceededError",
  "RejectedRequestError",
  "GuardrailRaisedException",
  "GuardrailInterventionNormalStringError",
  "BlockedPiiEntityError",
  "ModifyResponseException",
  "SensitiveDataRouteException",
  "ProxyRateLimitError",
]);
/** Blocking with a 4xx code or none (key unknown or expired, model not allowed, parallel request limit, guardrail); with 5xx the gateway failed. */
const BLOCKING_BELOW_500 = new Set(["ProxyException", "HTTPException"]);

/** Status and error class. `blocked` = the gateway refused before an upstream call; a refusal after tokens were spent is a failure. */
export function statusOf(row: Fields, metadata: Fields): Pick<AttemptFact, "status" | "errorClass"> {
  const stated = textOf(row.status) ?? textOf(metadata.status);
  const error = fieldsOf(metadata.error_information ?? row.error_information);
  const errorClass = textOf(error.error_class);
  const code = textOf(error.error_code);
  const isFailure =
    stated === null
      ? errorClass !== null || code !== null || textOf(error.error_message) !== null || textOf(row.error_str) !== null
      : stated !== "success";
  if (!isFailure) return { status: "success", errorClass: null };
  const refused =
    (errorClass !== null &&
      (BLOCKING.has(errorClass) || (BLOCKING_BELOW_500.has(errorClass) && (code === null || code.startsWith("4"))))) ||
    textOf(error.category) === "litellm_rate_limit" ||
    fieldsOf(row.status_fields).guardrail_status === "guardrail_intervened";
  return { status: refused && !hasTokens(row) ? "blocked" : "failure", errorClass: errorClass ?? code };
}

const hasTokens = (row: Fields): boolean => hasCount(row.prompt_tokens) || hasCount(row.completion_tokens) || hasCount(row.total_tokens);

function hasCount(value: unknown): boolean {
  return typeof value === "number" ? value > 0 : typeof value === "string" && Number(value) > 0;
}

/** LiteLLM's own response cache: "True" and true are hits, everything else ("False", "None", "", null) is none. */
export function gatewayCacheOf(row: Fields, metadata: Fields): AttemptFact["gatewayCache"] {
  const hit = row.cache_hit;
  if (hit !== true && hit !== "True" && hit !== "true") return "none";
  const type = textOf(fieldsOf(row.hidden_params).cache_type) ?? textOf(metadata.cache_type) ?? "";
  return type.includes("semantic") || metadata["semantic-similarity"] != null ? "semantic" : "exact";
}
