import { Decimal } from "decimal.js";

/** USD per million tokens, written here by hand from the providers' price pages (checked 2026-11-22); null: no price anywhere. */
export const LIST_PRICES = {
  "gpt-4o": { input: "2.5", cacheRead: "1.25", output: "10" },
  "gpt-4o-mini": { input: "0.15", cacheRead: "0.075", output: "0.6" },
  "claude-sonnet-4-5": { input: "3", cacheRead: "0.3", output: "15" },
  "acme-large-1": null,
} as const;
export type Model = keyof typeof LIST_PRICES;

/** One line of a LiteLLM log, before it is written down. Tokens: `input` holds the cached ones. */
export interface Line {
  call: string;
  attempt?: number;
  at: Date;
  model: Model;
  feature: string;
  input: number;
  cached: number;
  output: number;
  failed?: boolean;
  cacheHit?: boolean;
  session?: string;
  customer?: string;
}

const PROVIDERS: Record<Model, string> = {
  "gpt-4o": "openai",
  "gpt-4o-mini": "openai",
  "claude-sonnet-4-5": "anthropic",
  "acme-large-1": "openai",
};
const DAY_MS = 86_400_000;

/** Noon UTC, so many days before today. */
export function daysAgo(days: number, minutes = 0): Date {
  return new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - days * DAY_MS + DAY_MS / 2 + minutes * 60_000);
}

/** The list price of one line, exact; 0 for failures and answers from the gateway's cache; null without a price. */
export function costOf(
  { model, input, cached, output, failed, cacheHit }: Line,
  prices: Record<string, { input: string; cacheRead: string; output: string } | null> = LIST_PRICES,
): Decimal | null {
  if (failed || cacheHit) return new Decimal(0);
  const price = prices[model];
  if (!price) return null;
  return new Decimal(price.input)
    .times(input - cached)
    .plus(new Decimal(price.cacheRead).times(cached))
    .plus(new Decimal(price.output).times(output))
    .div(1_000_000);
}

/** The known costs added up. */
export function total(lines: readonly Line[], prices?: Parameters<typeof costOf>[1]): Decimal {
  return lines.reduce((sum, line) => sum.plus(costOf(line, prices) ?? 0), new Decimal(0));
}

/** As LiteLLM's StandardLoggingPayload, one JSON document a line. */
export function litellmLog(lines: readonly Line[]): string {
  return lines.map((line) => `${JSON.stringify(payload(line))}\n`).join("");
}

function payload({
  call,
  attempt = 1,
  at,
  model,
  feature,
  input,
  cached,
  output,
  failed = false,
  cacheHit = false,
  session,
  customer,
}: Line): object {
  const start = at.getTime() / 1000;
  const usage = {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached },
  };
  return {
    id: `${call}-${attempt}${cacheHit ? "_cache_hit" : ""}`,
    litellm_call_id: call,
    call_type: "acompletion",
    status: failed ? "failure" : "success",
    custom_llm_provider: PROVIDERS[model],
    model,
    model_group: model,
    startTime: start,
    endTime: start + 1.25,
    completionStartTime: start + 0.4,
    stream: true,
    cache_hit: cacheHit,
    request_tags: [`feature:${feature}`],
    end_user: customer ?? "",
    session_id: session,
    prompt_tokens: failed ? 0 : input,
    completion_tokens: failed ? 0 : output,
    total_tokens: failed ? 0 : input + output,
    messages: [{ role: "user", content: "a prompt that must not be stored" }],
    metadata: {
      user_api_key_hash: "a".repeat(64),
      user_api_key_alias: "production",
      user_api_key_team_id: "team-1",
      user_api_key_team_alias: "Customer care",
      usage_object: failed ? null : usage,
    },
    error_information: failed ? { error_code: "503", error_class: "ServiceUnavailableError" } : null,
  };
}

/**
 * Forty lines of six days: 24 of a chat in eight sessions, 10 of an extraction, one call that failed and its retry, one that stayed failed, one
 * answered from the gateway's cache and two of a model without a price.
 */
export function weekOfTraffic(): Line[] {
  const chat = Array.from(
    { length: 24 },
    (_, i): Line => ({
      call: `chat-${i}`,
      at: daysAgo(1 + (i % 6), i),
      model: i % 4 === 0 ? "claude-sonnet-4-5" : "gpt-4o",
      feature: "support-chat",
      input: 21_000 + 137 * i,
      cached: i % 3 === 0 ? 8_192 : 0,
      output: 640 + 31 * i,
      session: `s-${i % 6}-${i % 2}`,
      customer: `customer-${i % 5}`,
    }),
  );
  const extraction = Array.from(
    { length: 10 },
    (_, i): Line => ({
      call: `extract-${i}`,
      at: daysAgo(1 + (i % 5), 100 + i),
      model: "gpt-4o-mini",
      feature: "extraction",
      input: 90_000 + 411 * i,
      cached: 0,
      output: 2_050 + 7 * i,
    }),
  );
  const retried = { call: "retried", model: "gpt-4o", feature: "support-chat", input: 30_000, cached: 0, output: 900 } as const;
  const unknown = { model: "acme-large-1", feature: "extraction", cached: 0 } as const;
  return [
    ...chat,
    ...extraction,
    { ...retried, attempt: 1, at: daysAgo(2, 200), failed: true },
    { ...retried, attempt: 2, at: daysAgo(2, 201) },
    { call: "failed", at: daysAgo(3, 210), model: "gpt-4o", feature: "support-chat", input: 10_000, cached: 0, output: 0, failed: true },
    { call: "hit", at: daysAgo(1, 220), model: "gpt-4o", feature: "support-chat", input: 12_000, cached: 0, output: 500, cacheHit: true },
    { ...unknown, call: "unknown-1", at: daysAgo(4, 230), input: 1_000_000, output: 20_000 },
    { ...unknown, call: "unknown-2", at: daysAgo(4, 231), input: 500_000, output: 10_000 },
  ];
}
