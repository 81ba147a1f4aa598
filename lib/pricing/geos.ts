/** A surcharge for keeping inference in a region, on every token class. */
export interface GeoRule {
  /** Provider as a price carries it. */
  provider: string;
  /** Canonical model ids. */
  models: RegExp;
  /** What the source calls the region, lower-case. */
  geos: RegExp;
  factor: string;
  sourceUrl: string;
  checkedOn: string;
}

const CHECKED = "2026-11-22";

/**
 * Regional surcharges. A geo that no row names is billed at the plain price ("global", "not_available"). Bedrock is not here: its price list has ids
 * of their own for global and regional profiles.
 */
export const GEO_RULES: GeoRule[] = [
  {
    provider: "anthropic",
    models: /^claude-(?:(?:opus|sonnet|haiku)-(?:4-[6-9]|[5-9])|fable-)/,
    geos: /^us$/,
    factor: "1.1",
    sourceUrl: "https://platform.claude.com/docs/en/about-claude/pricing#data-residency-pricing",
    checkedOn: CHECKED,
  },
  {
    provider: "openai",
    models: /^gpt-5\.4(?:-mini|-nano|-pro)?$/,
    geos: /^(?:us|eu)$/,
    factor: "1.1",
    sourceUrl: "https://developers.openai.com/api/docs/pricing",
    checkedOn: CHECKED,
  },
];
