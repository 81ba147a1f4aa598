import type { TokenClass } from "../facts";

/** What a price is asked for. `at` is epoch microseconds; resolution is per UTC hour. */
export interface PriceQuery {
  provider: string | null;
  /** As the source wrote it: may be qualified (azure/…, bedrock ARN, inference profile, vertex_ai/…, openrouter/…). */
  model: string;
  tier: "standard" | "batch" | "flex" | "priority" | "scale" | null;
  geo: string | null;
  at: number;
}

/** USD per million units, exact decimal string. Above `threshold` input tokens (exclusive) the whole request takes this line's price. */
export interface PriceLine {
  /** A token class, or another billed unit (web_search, image, audio_second, character…: then USD per one unit × 1e6). */
  unit: TokenClass | (string & {});
  threshold: number;
  usdPerMillion: string;
}

/** One dated price of a model: everything that is needed to price and to explain a row. Immutable; `key` is a hash of its content. */
export interface Price {
  key: string;
  provider: string;
  /** Canonical model id. */
  model: string;
  tier: string;
  geo: string | null;
  lines: PriceLine[];
  /** ISO instants, [from, to); null = open. */
  validFrom: string | null;
  validTo: string | null;
  /** Where the price comes from, for a person: "genai-prices 0.1.8" or "entered by …", plus the source of a tier or geo multiplier. */
  source: string;
  sourceUrl: string | null;
  /** ISO date on which the source was last checked. */
  checkedOn: string | null;
}

export interface PricedTokens {
  inputUncached: number | null;
  cacheRead: number | null;
  cacheWrite5m: number | null;
  cacheWrite1h: number | null;
  output: number | null;
  units: Record<string, string> | null;
}

/** USD, exact decimal strings with at most 12 decimals (half-even). A class with null tokens is null; zero tokens cost "0". `other` is the sum over units. */
export interface CostLines {
  inputUncached: string | null;
  cacheRead: string | null;
  cacheWrite5m: string | null;
  cacheWrite1h: string | null;
  output: string | null;
  other: string | null;
  total: string;
}

/** `no_model`: no price for this model at this time. `no_price:<class>`: the model is known, this class isn't. `no_usage`: nothing to price. */
export type Unpriced = "no_model" | "no_usage" | `no_price:${string}`;
