import type { TokenClass } from "../facts";
import type { Pico } from "./pico";

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
  /** Input tokens up to which this price holds; a larger request is `no_price:long_context`. Absent: any size. */
  maxInput?: number;
}

/** A price entered by an engineer: negotiated, self-hosted, or of a model the built-in book lacks. It wins over the built-in book within its validity. */
export interface CustomPrice {
  id: string;
  /** As `canonicalProvider` writes it; "*" for any. */
  provider: string;
  model: string;
  /** "*" holds for every tier; null is "standard". */
  tier: string | null;
  /** Null holds everywhere. */
  geo: string | null;
  lines: PriceLine[];
  /** ISO instants, [from, to); null = open. */
  validFrom: string | null;
  validTo: string | null;
  /** Who says so: "entered by …". */
  source: string;
  sourceUrl: string | null;
  checkedOn: string | null;
}

/** One dated price in a model's history. */
export interface DatedPrice extends Price {
  /** Daily hours in UTC in which this price holds, "HH:MM", [from, to); null: all day. */
  hours: { from: string; to: string; weekdaysOnlyFrom: string | null } | null;
}

/** One row of the price list. */
export interface PricedModel {
  provider: string;
  /** Canonical model id. */
  model: string;
  /** The price list's own id; pass it to `describe`. */
  listedAs: string;
  /** Lines that hold now at the standard tier; empty where the model is listed without a price. */
  price: Price | null;
  hasHistory: boolean;
  /** Id of the custom entry; null for the built-in book. */
  customId: string | null;
}

/** Answers what a call costs per token class, from the built-in dated prices and the custom ones. Pure and immutable; hold it and share it. */
export interface PriceBook {
  /**
   * The price for a call, or null where the model is unknown. A tier whose price is unknown gives a price without lines, which `costOf` calls
   * `no_price:tier:<tier>`. Equal content is the same object.
   */
  resolve(query: PriceQuery): Price | null;
  /** Canonical model id for grouping, whichever host serves it. Never throws. */
  canonicalModel(provider: string | null, model: string): string;
  /** Every model with its standard price at `at` (epoch microseconds), by provider, then model. */
  models(at: number): PricedModel[];
  /** Every dated standard price of a model, newest first, custom entries before built-in ones; empty where unknown. */
  describe(provider: string | null, model: string): DatedPrice[];
}

export interface PricedTokens {
  inputUncached: number | null;
  cacheRead: number | null;
  cacheWrite5m: number | null;
  cacheWrite1h: number | null;
  output: number | null;
  /**
   * Other billed units by name, decimal strings. `request` is how many requests the row stands for, where the model has a fee per request; absent
   * it is one, so a usage bucket must say it.
   */
  units: Record<string, string> | null;
}

/** Pico-dollars, each class rounded half-even. A class with null tokens is null; zero tokens cost 0. `other` is the sum over units. */
export interface CostLines {
  inputUncached: Pico | null;
  cacheRead: Pico | null;
  cacheWrite5m: Pico | null;
  cacheWrite1h: Pico | null;
  output: Pico | null;
  other: Pico | null;
  total: Pico;
}

/** `no_model`: no price for this model at this time. `no_price:<class>`: the model is known, this class isn't. `no_usage`: nothing to price. */
export type Unpriced = "no_model" | "no_usage" | `no_price:${string}`;
