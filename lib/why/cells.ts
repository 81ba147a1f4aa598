import type { TokenClass } from "../facts";
import type { Amount } from "../money";

/** All calls of one feature on one model at one tier within one span. */
export interface Cell {
  /** Stable key of the feature, and of the model with its provider. */
  feature: string;
  model: string;
  tier: string | null;
  requests: number;
  attempts: number;
  /** Requests that a gateway answered from its cache: their tokens are counted and cost nothing. */
  gatewayHits: number;
  tokens: Record<TokenClass, number>;
  /** Tokens of the calls that have a price. */
  pricedTokens: number;
  /** USD, exact. */
  cost: Amount;
  /** USD by class; what is missing to `cost` beside `other` was told by the source as one sum. */
  costs: Record<TokenClass, Amount>;
  /** USD of charges that are no tokens. */
  other: Amount;
}

/** One span: its cells, and the dated standard price of a class of a model in it (any unit, the same on both sides), null where the price book can't tell. */
export interface Side {
  cells: readonly Cell[];
  price: (model: string, tokenClass: TokenClass) => number | null;
  /** Everything is divided by this: 1, or the days of the span where spans of unequal length are compared per day. */
  divisor: Amount;
}
