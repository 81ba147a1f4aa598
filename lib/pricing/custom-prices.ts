import { canonicalProvider } from "../facts";
import { builtInIdOf } from "./built-in";
import type { SpannedPrice } from "./built-in-prices";
import type { Identity } from "./catalog";
import type { CustomPrice, Price } from "./types";

/** Custom entries by the model they name, lower-case. */
export type CustomIndex = Map<string, CustomPrice[]>;

export function indexCustom(entries: readonly CustomPrice[]): CustomIndex {
  const index: CustomIndex = new Map();
  for (const entry of entries) {
    const key = entry.model.trim().toLowerCase();
    index.set(key, [...(index.get(key) ?? []), entry]);
  }
  return index;
}

/** Entries that name the model as written, without its host, or by its canonical id, for this provider; whatever their tier. */
export function customFor(index: CustomIndex, identity: Identity, written: string): CustomPrice[] {
  if (index.size === 0) return [];
  const names = new Set([written.trim(), ...identity.name.names, identity.name.bare, identity.canonical].map((name) => name.toLowerCase()));
  return [...names].flatMap((name) => index.get(name) ?? []).filter((entry) => sameProvider(entry.provider, identity.provider));
}

function sameProvider(stated: string, provider: string | null): boolean {
  if (stated.trim() === "*") return true;
  const own = canonicalProvider(stated);
  if (own === null || provider === null) return false;
  const id = builtInIdOf(own);
  return own === provider || (id !== undefined && id === builtInIdOf(provider));
}

/**
 * Custom prices at a tier and geo, the winner first: a named tier before "*", a named geo before any, a later start before an earlier one, a later
 * entry before an earlier one.
 */
export function customPrices(
  entries: CustomPrice[],
  intern: (content: Omit<Price, "key">) => Price,
  identity: Identity,
  tier: string,
  geo: string | null,
): SpannedPrice[] {
  return entries
    .map((entry, index) => ({ entry, index, from: instant(entry.validFrom, -Infinity) }))
    .filter(({ entry }) => entry.tier === "*" || (entry.tier ?? "standard") === tier)
    .filter(({ entry }) => entry.geo === null || entry.geo.toLowerCase() === geo)
    .sort(
      (a, b) =>
        Number(a.entry.tier === "*") - Number(b.entry.tier === "*") ||
        Number(a.entry.geo === null) - Number(b.entry.geo === null) ||
        (a.from === b.from ? b.index - a.index : b.from - a.from),
    )
    .map(({ entry, from }) => ({
      from,
      to: instant(entry.validTo, Infinity),
      hours: null,
      weekdaysOnlyFrom: null,
      price: intern({
        provider: entry.provider === "*" ? (identity.provider ?? "*") : (canonicalProvider(entry.provider) ?? entry.provider),
        model: customModel(entry, identity),
        tier,
        geo: entry.geo?.toLowerCase() ?? null,
        lines: entry.lines.map((line) => ({ ...line })),
        validFrom: entry.validFrom,
        validTo: entry.validTo,
        source: entry.source,
        sourceUrl: entry.sourceUrl,
        checkedOn: entry.checkedOn,
      }),
    }));
}

/** A custom price of a listed model keeps the model's canonical id; of any other, its own name. */
export function customModel(entry: CustomPrice, identity: Identity): string {
  return identity.listed ? identity.canonical : entry.model.trim();
}

function instant(iso: string | null, open: number): number {
  if (iso === null) return open;
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new RangeError(`not a date: ${iso}`);
  return at;
}
