import { ourIdOf } from "./built-in";
import { builtInPrices, type SpannedPrice } from "./built-in-prices";
import { createCatalog, type Listed } from "./catalog";
import { customFor, customModel, customPrices, indexCustom } from "./custom-prices";
import { cutsHours, holds } from "./history";
import { createInterner } from "./intern";
import type { CustomPrice, DatedPrice, Price, PriceBook, PricedModel } from "./types";

/** All prices of one (provider, model, tier, geo), the winner first, and the answer for the hour that was asked last. */
interface Timeline {
  provider: string | null;
  tier: string;
  geo: string | null;
  prices: SpannedPrice[];
  /** False where a price can change inside an hour: then each instant is looked up. */
  hourly: boolean;
  hour: number;
  price: Price | null;
}

/** Timelines held; beyond it the cache starts over. */
const TIMELINES = 20_000;
const HOUR_US = 3_600_000_000;

/**
 * The price book: the built-in dated prices, and `entries` which win within their validity. Throws a RangeError where an entry's dates can't be read.
 * Building costs a few milliseconds; hold the book and share it.
 */
export function createPriceBook(entries: readonly CustomPrice[] = []): PriceBook {
  const catalog = createCatalog();
  const custom = indexCustom(entries);
  const intern = createInterner();
  /** By model: few of each, which are told apart without making a key. */
  const timelines = new Map<string, Timeline[]>();
  let held = 0;

  function pricesOf(provider: string | null, model: string, tier: string, geo: string | null): SpannedPrice[] {
    const identity = catalog.identify(provider, model);
    const own = customPrices(customFor(custom, identity, model), intern, identity, tier, geo);
    const listed = identity.listed && atGlobalProfile(identity.listed, provider, model, geo);
    return listed ? [...own, ...builtInPrices(catalog, intern, listed, tier, geo)] : own;
  }

  /** Bedrock's global profile, where the row says so and the name does not. */
  function atGlobalProfile(listed: Listed, provider: string | null, model: string, geo: string | null): Listed {
    if (geo !== "global" || listed.list !== "aws" || !listed.model.id.startsWith("regional.")) return listed;
    const [name] = catalog.identify(provider, model).name.names;
    const found = name === undefined || /^[a-z-]{2,6}\.[a-z]+\./.test(name) ? null : catalog.identify("bedrock", `global.${name}`).listed;
    return found ?? listed;
  }

  function timelineOf(provider: string | null, model: string, tier: string, geo: string | null): Timeline {
    for (const known of timelines.get(model) ?? [])
      if (known.provider === provider && known.tier === tier && known.geo === geo) return known;
    const prices = pricesOf(provider, model, tier, geo?.toLowerCase() ?? null);
    const timeline: Timeline = { provider, tier, geo, prices, hourly: !prices.some(cutsHours), hour: Number.NaN, price: null };
    if (held >= TIMELINES) {
      timelines.clear();
      held = 0;
    }
    held += 1;
    const ofModel = timelines.get(model) ?? [];
    ofModel.push(timeline);
    timelines.set(model, ofModel);
    return timeline;
  }

  function resolve(provider: string | null, model: string, tier: string, geo: string | null, at: number): Price | null {
    const timeline = timelineOf(provider, model, tier, geo);
    const hour = Math.floor(at / HOUR_US);
    if (timeline.hourly && timeline.hour === hour) return timeline.price;
    const instant = at / 1000;
    timeline.price = timeline.prices.find((candidate) => holds(candidate, instant))?.price ?? null;
    timeline.hour = hour;
    return timeline.price;
  }

  return {
    resolve: ({ provider, model, tier, geo, at }) => resolve(provider, model, tier ?? "standard", geo, at),

    canonicalModel(provider, model) {
      const identity = catalog.identify(provider, model);
      const [entry] = identity.listed ? [] : customFor(custom, identity, model);
      return entry ? customModel(entry, identity) : identity.canonical;
    },

    models(at) {
      const rows: PricedModel[] = entries.map((entry) => {
        const tier = entry.tier === null || entry.tier === "*" ? "standard" : entry.tier;
        const provider = entry.provider === "*" ? null : entry.provider;
        const identity = catalog.identify(provider, entry.model);
        const priced = customPrices(
          [entry],
          intern,
          { ...identity, provider: identity.provider ?? provider },
          tier,
          entry.geo?.toLowerCase() ?? null,
        );
        return {
          provider: entry.provider,
          model: customModel(entry, identity),
          listedAs: entry.model,
          hasHistory: customFor(custom, identity, entry.model).length > 1,
          price: priced.find((candidate) => holds(candidate, at / 1000))?.price ?? null,
          customId: entry.id,
        };
      });
      for (const [list, provider] of catalog.providers) {
        for (const model of provider.models) {
          const prices = builtInPrices(catalog, intern, { list, model, host: list }, "standard", null);
          const price = prices.find((candidate) => holds(candidate, at / 1000))?.price ?? null;
          rows.push({
            provider: ourIdOf(list),
            model: catalog.canonicalOf(list, model),
            listedAs: model.id,
            price: price && price.lines.length > 0 ? price : null,
            hasHistory: prices.length > 1,
            customId: null,
          });
        }
      }
      return rows.sort((a, b) => compare(a.provider, b.provider) || compare(a.model, b.model) || compare(a.listedAs, b.listedAs));
    },

    describe(provider, model) {
      const identity = catalog.identify(provider, model);
      // The price list's own id names its model exactly, whatever the matching rules make of it.
      const host =
        identity.provider === null
          ? undefined
          : [...catalog.providers].find(([list]) => ourIdOf(list) === identity.provider || list === identity.provider);
      const exact = host?.[1].models.find((candidate) => candidate.id === model);
      const listed = exact && host ? { list: host[0], model: exact, host: host[0] } : identity.listed;
      const own = customPrices(customFor(custom, identity, model), intern, identity, "standard", null);
      return [...own, ...(listed ? builtInPrices(catalog, intern, listed, "standard", null) : [])].map(dated);
    },
  };
}

function dated({ price, hours, weekdaysOnlyFrom }: SpannedPrice): DatedPrice {
  const since = weekdaysOnlyFrom === null ? null : new Date(weekdaysOnlyFrom).toISOString();
  return { ...price, hours: hours && { from: clock(hours.from), to: clock(hours.to), weekdaysOnlyFrom: since } };
}

function clock(second: number): string {
  return `${String(Math.floor(second / 3600)).padStart(2, "0")}:${String(Math.floor(second / 60) % 60).padStart(2, "0")}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
