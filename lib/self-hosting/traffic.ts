import type { QueryRow } from "../metrics";
import { type Amount, add, isZero } from "../money";
import type { Traffic } from "./break-even";

/** What is known of a model's traffic, and who counted it. */
export interface Counts {
  from: "served" | "calls" | null;
  requests: Amount | null;
  /** Cached ones included. */
  inputTokens: Amount | null;
  cachedTokens: Amount | null;
  outputTokens: Amount | null;
}

/** Exact sum of a metric over rows; null where none of them knows it. */
export function sumOf(rows: readonly QueryRow[], metric: string): Amount | null {
  const known = rows.flatMap((row) => row[metric] ?? []);
  return known.length > 0 ? add(...known) : null;
}

const counts = (amount: Amount | null): boolean => amount != null && !isZero(amount);

/**
 * What model servers counted, where they counted anything; else what calls tell. A server that counts requests and no tokens, or tokens and no requests,
 * does not know the others: its counters lack them. Input includes cached tokens in both: servers count them so, and calls are added up so. Pure.
 */
export function countsOf(served: QueryRow | null, calls: readonly QueryRow[]): Counts {
  const told: Counts = {
    from: "served",
    requests: served?.served_requests ?? null,
    inputTokens: served?.served_input_tokens ?? null,
    cachedTokens: served?.served_cached_tokens ?? null,
    outputTokens: served?.served_output_tokens ?? null,
  };
  const hasTokens = counts(told.inputTokens) || counts(told.outputTokens);
  if (counts(told.requests) && !hasTokens) return { ...told, inputTokens: null, cachedTokens: null, outputTokens: null };
  if (hasTokens) return { ...told, requests: counts(told.requests) ? told.requests : null };
  if (calls.length > 0)
    return {
      from: "calls",
      requests: sumOf(calls, "requests"),
      inputTokens: sumOf(calls, "input_tokens"),
      cachedTokens: sumOf(calls, "cache_read_tokens"),
      outputTokens: sumOf(calls, "output_tokens"),
    };
  return told.requests == null ? { ...told, from: null } : told;
}

/** Tokens that can be priced; null where input or output is unknown. */
export function trafficOf({ requests, inputTokens, cachedTokens, outputTokens }: Counts): Traffic | null {
  return inputTokens == null || outputTokens == null ? null : { requests, inputTokens, cachedTokens, outputTokens };
}

export const tokensOf = (traffic: Traffic | null): Amount | null => traffic && add(traffic.inputTokens, traffic.outputTokens);
