import { TOKEN_CLASSES } from "../facts";
import { atTier, inGeo } from "./adjust";
import { BUILT_IN_VERSION, ourIdOf } from "./built-in";
import type { Catalog, Listed } from "./catalog";
import { GEO_RULES } from "./geos";
import { datedPrices, type Span } from "./history";
import { linesOf } from "./lines";
import { TIER_RULES } from "./tiers";
import type { Price, PriceLine } from "./types";

/** A price and when it holds. */
export interface SpannedPrice extends Span {
  price: Price;
}

const SOURCE = `genai-prices ${BUILT_IN_VERSION}`;

/**
 * Every dated price of a listed model at a tier and geo, the winner first. Where the tier is unknown for the model, prices without lines.
 * `geo` is lower-case; it becomes part of the price only where a rule names it.
 */
export function builtInPrices(
  catalog: Catalog,
  intern: (content: Omit<Price, "key">) => Price,
  listed: Listed,
  tier: string,
  geo: string | null,
): SpannedPrice[] {
  const { list, model, host } = listed;
  const canonical = catalog.canonicalOf(list, model);
  const provider = ourIdOf(host);
  const tierRule = TIER_RULES.find((rule) => rule.provider === provider && rule.tier === tier && rule.models.test(canonical));
  const geoRule =
    geo === null ? undefined : GEO_RULES.find((rule) => rule.provider === provider && rule.models.test(canonical) && rule.geos.test(geo));
  const profile = list === "aws" ? (/^(?:global|regional)(?=\.)/.exec(model.id)?.[0] ?? null) : null;
  const sold = host === list ? SOURCE : `${SOURCE}, at the price of ${ourIdOf(list)}`;
  const sourceUrl = catalog.providers.get(list)?.pricing_urls?.[0] ?? null;

  return datedPrices(`${list}/${model.id}`, model.prices).flatMap((dated): SpannedPrice[] => {
    const span: Span = { from: dated.from, to: dated.to, hours: dated.hours, weekdaysOnlyFrom: dated.weekdaysOnlyFrom };
    const standard = isFree(model.id) ? FREE : linesOf(dated.prices, canonical.startsWith("claude"));
    const at = (lines: PriceLine[], from: number, extra: { maxInput?: number; note: string }): SpannedPrice => ({
      ...span,
      from,
      price: intern({
        provider,
        model: canonical,
        tier,
        geo: geoRule ? geo : profile,
        lines,
        validFrom: iso(from),
        validTo: iso(span.to),
        sourceUrl,
        checkedOn: null,
        source: [sold, extra.note, geoRule && `${geo} ${geoRule.factor}× (${geoRule.sourceUrl}, checked ${geoRule.checkedOn})`]
          .filter(Boolean)
          .join("; "),
        ...(extra.maxInput === undefined ? {} : { maxInput: extra.maxInput }),
      }),
    });
    const local = geoRule ? inGeo(standard, geoRule) : standard;
    if (tier === "standard") return [at(local, span.from, { note: "" })];
    const unknown = at([], span.from, { note: `no ${tier} price known` });
    if (!tierRule) return [unknown];
    const from = tierRule.validFrom === null ? span.from : Math.max(span.from, Date.parse(tierRule.validFrom));
    if (from >= span.to) return [unknown];
    const adjusted = atTier(local, tierRule);
    const note = `${tier} from ${tierRule.sourceUrl}, checked ${tierRule.checkedOn}${tierRule.note ? ` (${tierRule.note})` : ""}`;
    const known = at(adjusted.lines, from, { note, ...(adjusted.maxInput === undefined ? {} : { maxInput: adjusted.maxInput }) });
    return from > span.from ? [known, unknown] : [known];
  });
}

/** A free variant says so in its name; any other model without prices in the data is listed and unpriced. */
function isFree(id: string): boolean {
  return id.endsWith(":free");
}

const FREE: PriceLine[] = TOKEN_CLASSES.map((unit) => ({ unit, threshold: 0, usdPerMillion: "0" }));

function iso(at: number): string | null {
  return Number.isFinite(at) ? new Date(at).toISOString() : null;
}
