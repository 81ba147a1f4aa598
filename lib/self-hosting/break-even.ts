import { type Amount, add, compare, divide, isZero, multiply, subtract } from "../money";
import type { BreakEven } from "./models-answer";

/** Dollars per million tokens. */
export interface TokenPrices {
  inputUsd: Amount;
  /** Null: cached tokens have no price of their own and cost as input. */
  cachedUsd: Amount | null;
  outputUsd: Amount;
}

/** Tokens of a range. */
export interface Traffic {
  requests: Amount | null;
  /** Cached ones included. */
  inputTokens: Amount;
  /** Null: nobody tells, and all input is reckoned as uncached. */
  cachedTokens: Amount | null;
  outputTokens: Amount;
}

export interface BreakEvenInput {
  /** What the cards cost in `days`, whatever they did; null: unknown for some of their time. */
  reservedCost: Amount | null;
  days: Amount;
  /** Null: unknown. */
  traffic: Traffic | null;
  /** Null: there is nothing to compare with. */
  prices: TokenPrices | null;
}

const MILLION = "1000000";
const PLACES = 12;

/** What traffic costs at prices of an API: each token once, a cached one at the price of cached tokens. USD. */
export function apiCost({ inputTokens, cachedTokens, outputTokens }: Traffic, { inputUsd, cachedUsd, outputUsd }: TokenPrices): Amount {
  const told = cachedTokens ?? "0";
  const cached = compare(told, inputTokens) > 0 ? inputTokens : told;
  const millionths = add(
    multiply(subtract(inputTokens, cached), inputUsd),
    multiply(cached, cachedUsd ?? inputUsd),
    multiply(outputTokens, outputUsd),
  );
  return multiply(millionths, "0.000001");
}

/**
 * Whether running a model costs less than buying the same tokens of an API, per day of the range, and how much traffic of this mix would make both cost
 * the same. Null where the cost, the traffic or the prices are unknown, or the range holds no time. Pure.
 */
export function breakEven({ reservedCost, days, traffic, prices }: BreakEvenInput): BreakEven | null {
  if (reservedCost == null || traffic == null || prices == null || compare(days, "0") <= 0) return null;
  const perDay = (amount: Amount): Amount => divide(amount, days, PLACES) ?? "0";
  const api = apiCost(traffic, prices);
  const tokens = add(traffic.inputTokens, traffic.outputTokens);
  // Of the whole range's sums, so that nothing is rounded twice: both lines meet where traffic grows by cost ÷ API cost.
  const atEven = (amount: Amount | null): Amount | null =>
    amount == null || isZero(amount) ? null : divide(multiply(amount, reservedCost), multiply(api, days), PLACES);
  return {
    days,
    gpuCostPerDay: perDay(reservedCost),
    apiCostPerDay: perDay(api),
    tokensPerDay: perDay(tokens),
    requestsPerDay: traffic.requests == null ? null : perDay(traffic.requests),
    apiUsdPerMillion: divide(multiply(api, MILLION), tokens, PLACES),
    breakEvenTokensPerDay: atEven(tokens),
    breakEvenRequestsPerDay: atEven(traffic.requests),
    past: !isZero(tokens) && compare(api, reservedCost) >= 0,
    savedPerDay: perDay(subtract(api, reservedCost)),
  };
}
