import { TOKEN_CLASSES, type TokenClass } from "../facts";
import { multiply } from "./decimal";
import type { GeoRule } from "./geos";
import type { TierRule } from "./tiers";
import type { PriceLine } from "./types";

const TOKENS: ReadonlySet<string> = new Set(TOKEN_CLASSES);
/** Billed by the call, at one price in every tier and region. */
const PER_CALL: ReadonlySet<string> = new Set(["request", "web_search", "file_search"]);

/** Standard lines at a tier, and the input size up to which they hold. Token classes without a factor have no price at this tier. */
export function atTier(lines: PriceLine[], rule: TierRule): { lines: PriceLine[]; maxInput?: number } {
  const thresholds = lines.filter((line) => TOKENS.has(line.unit) && line.threshold > 0).map((line) => line.threshold);
  const kept = rule.shortContextOnly ? lines.filter((line) => line.threshold === 0) : lines;
  const adjusted = kept.flatMap((line): PriceLine[] => {
    if (PER_CALL.has(line.unit)) return [line];
    if (!TOKENS.has(line.unit)) return [];
    const unit = line.unit as TokenClass;
    const exact = rule.usdPerMillion?.[unit];
    if (exact !== undefined) return [{ ...line, usdPerMillion: exact }];
    const factor = rule.factors?.[unit];
    return factor === undefined ? [] : [{ ...line, usdPerMillion: multiply(line.usdPerMillion, factor) }];
  });
  return rule.shortContextOnly && thresholds.length > 0 ? { lines: adjusted, maxInput: Math.min(...thresholds) } : { lines: adjusted };
}

/** Lines in a region. */
export function inGeo(lines: PriceLine[], rule: GeoRule): PriceLine[] {
  return lines.map((line) => (PER_CALL.has(line.unit) ? line : { ...line, usdPerMillion: multiply(line.usdPerMillion, rule.factor) }));
}
