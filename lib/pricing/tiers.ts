import type { TokenClass } from "../facts";

/** Factor on the standard price per token class; a class that is left out has no known price at this tier. */
type Factors = Partial<Record<TokenClass, string>>;

/** What a tier costs at a provider. The first row that names the model counts. */
export interface TierRule {
  /** Provider as a price carries it (`bedrock`, not `aws`). */
  provider: string;
  tier: "batch" | "flex" | "priority";
  /** Canonical model ids. */
  models: RegExp;
  /** On the standard price. */
  factors?: Factors;
  /** USD per million, where the price is not a round multiple of the standard one. */
  usdPerMillion?: Factors;
  /** The tier has no long-context price: only the part of the price list below its first threshold holds. */
  shortContextOnly?: boolean;
  /** ISO date from which the row holds; null: as long as the model has a price. */
  validFrom: string | null;
  sourceUrl: string;
  /** ISO date on which the source was last checked. */
  checkedOn: string;
  note?: string;
}

const OPENAI_PRICING = "https://developers.openai.com/api/docs/pricing";
const OPENAI_FAST = "https://openai.com/api-fast-mode/";
const LITELLM = "https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json";
const CHECKED = "2026-11-22";

const HALF: Factors = { input_uncached: "0.5", cache_read: "0.5", cache_write_5m: "0.5", cache_write_1h: "0.5", output: "0.5" };
const HALF_WITHOUT_CACHE: Factors = { input_uncached: "0.5", output: "0.5" };

function times(factor: string): Factors {
  return { input_uncached: factor, cache_read: factor, output: factor };
}

function priority(models: RegExp, price: Pick<TierRule, "factors" | "usdPerMillion">, sourceUrl = OPENAI_FAST): TierRule {
  return { provider: "openai", tier: "priority", models, ...price, shortContextOnly: true, validFrom: null, sourceUrl, checkedOn: CHECKED };
}

/**
 * Prices of batch, flex and priority processing. What is not in here is not priced: never at the standard price.
 * Left out on purpose: Anthropic's Priority Tier and OpenAI's Scale Tier (commitments, not metered by the token), flex of Bedrock, and
 * priority of Gemini, Bedrock and Azure (published per model, or as a range). Charges per call (web search) are the same at every tier.
 */
export const TIER_RULES: TierRule[] = [
  {
    provider: "openai",
    tier: "batch",
    models: /^gpt-[5-9]/,
    factors: HALF,
    validFrom: null,
    sourceUrl: OPENAI_PRICING,
    checkedOn: CHECKED,
    note: "the batch table halves cached input too",
  },
  {
    provider: "openai",
    tier: "batch",
    models: /^(?:gpt-(?:3\.5|4)(?!.*(?:realtime|audio|tts|transcribe))|o[134]|text-embedding-)/,
    factors: HALF_WITHOUT_CACHE,
    validFrom: null,
    sourceUrl: OPENAI_PRICING,
    checkedOn: CHECKED,
    note: "no batch price for cached input of these models",
  },
  {
    provider: "openai",
    tier: "flex",
    models: /^(?:gpt-5(?!.*(?:chat|codex|image))|gpt-6-astra$|o3$|o4-mini$)/,
    factors: HALF,
    validFrom: null,
    sourceUrl: "https://developers.openai.com/api/docs/guides/flex-processing",
    checkedOn: CHECKED,
    note: "flex is billed at batch rates",
  },
  {
    provider: "openai",
    tier: "priority",
    models: /^gpt-6-astra$/,
    factors: { ...times("2"), cache_write_5m: "2" },
    validFrom: null,
    sourceUrl: OPENAI_PRICING,
    checkedOn: CHECKED,
    note: "long context included",
  },
  priority(/^gpt-5\.6-(?:sol|terra|luna)$/, { factors: { ...times("2"), cache_write_5m: "2" } }),
  priority(/^gpt-5\.5$/, { factors: times("2.5") }),
  priority(/^gpt-5\.4(?:-mini)?$/, { factors: times("2") }),
  priority(/^gpt-5(?:\.[12])?$/, { factors: times("2") }),
  priority(/^gpt-5-mini$/, { factors: times("1.8") }),
  priority(/^gpt-4\.1(?:-mini)?$/, { factors: times("1.75") }, LITELLM),
  priority(/^gpt-4\.1-nano$/, { factors: times("2") }, LITELLM),
  priority(/^gpt-4o$/, { factors: times("1.7") }, LITELLM),
  priority(/^gpt-4o-2024-05-13$/, { factors: { input_uncached: "1.75", output: "1.75" } }, LITELLM),
  priority(/^gpt-4o-mini$/, { usdPerMillion: { input_uncached: "0.25", cache_read: "0.125", output: "1" } }, LITELLM),
  priority(/^o3$/, { factors: times("1.75") }, LITELLM),
  priority(/^o4-mini$/, { usdPerMillion: { input_uncached: "2", cache_read: "0.5", output: "8" } }, LITELLM),
  {
    provider: "anthropic",
    tier: "batch",
    models: /^claude-/,
    factors: HALF,
    validFrom: null,
    sourceUrl: "https://platform.claude.com/docs/en/build-with-claude/batch-processing",
    checkedOn: CHECKED,
    note: "all usage is half price; the cache factors stack with it",
  },
  {
    provider: "google",
    tier: "batch",
    models: /^gemini-/,
    factors: HALF_WITHOUT_CACHE,
    validFrom: null,
    sourceUrl: "https://ai.google.dev/gemini-api/docs/optimization",
    checkedOn: CHECKED,
    note: "no word on cached input in a batch",
  },
  {
    provider: "google",
    tier: "flex",
    models: /^gemini-/,
    factors: HALF_WITHOUT_CACHE,
    validFrom: null,
    sourceUrl: "https://ai.google.dev/gemini-api/docs/optimization",
    checkedOn: CHECKED,
    note: "no word on cached input at flex",
  },
  {
    provider: "bedrock",
    tier: "batch",
    models: /./,
    factors: HALF_WITHOUT_CACHE,
    validFrom: null,
    sourceUrl: "https://aws.amazon.com/bedrock/pricing/",
    checkedOn: CHECKED,
    note: "no batch price for cached input",
  },
  {
    provider: "azure",
    tier: "batch",
    models: /^(?:gpt-|o[134])/,
    factors: HALF_WITHOUT_CACHE,
    validFrom: null,
    sourceUrl: "https://learn.microsoft.com/azure/ai-foundry/openai/how-to/batch",
    checkedOn: CHECKED,
  },
];
