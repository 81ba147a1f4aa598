export { createPriceBook } from "./book";
export { costOf } from "./cost";
export { GEO_RULES, type GeoRule } from "./geos";
export { addPico, narrow, type Pico, readPico, writePico } from "./pico";
export { TIER_RULES, type TierRule } from "./tiers";
export type {
  CostLines,
  CustomPrice,
  DatedPrice,
  Price,
  PriceBook,
  PricedModel,
  PricedTokens,
  PriceLine,
  PriceQuery,
  Unpriced,
} from "./types";
