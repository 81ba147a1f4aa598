import type { Sql, Tx } from "../../db/client";
import type { CustomPrice } from "../pricing";
import { ALL_FEATURES, type RoutingSetting, routingSettings } from "../savings";
import { type Books, matcherOf } from "./book";

/**
 * The facts that a change can touch: those of names as logs write them, those that asked for a model, and those of features, at times in [from, to).
 * Ids of dimension values. More than it touches does no harm.
 */
export interface RepricingScope {
  names: { provider: number; modelName: number; providerText: string | null; modelText: string }[];
  requested: number[];
  features: number[];
  /** Whatever their names. */
  all: boolean;
  /** ISO instants or ±infinity. */
  from: string;
  to: string;
}

const NOTHING = { names: [], requested: [], features: [], all: false, from: "-infinity", to: "infinity" } satisfies RepricingScope;

/** Everything there is. */
export const EVERYTHING: RepricingScope = { ...NOTHING, all: true };

interface Value {
  id: number;
  value: string;
}

const valuesOf = (sql: Sql | Tx, dimension: string) =>
  sql<Value[]>`select id, value from dimension_value where dimension = ${dimension} order by id`;
const idOf = async (sql: Sql | Tx, dimension: string, value: string): Promise<number[]> => {
  const rows = await sql<{ id: number }[]>`select id from dimension_value where dimension = ${dimension} and value = ${value}`;
  return rows.map((row) => row.id);
};

/**
 * Every (provider, model as written) that a price entry is about, and everything that is compared with such a model, found in the lists of names rather
 * than in facts. Where the change also renames the model that rows are grouped under, the rows of all times are in scope, since a name has no dates.
 */
export async function scopeOfPrice(sql: Sql | Tx, entry: CustomPrice, { book, other }: Books): Promise<RepricingScope> {
  const matches = matcherOf(entry);
  const models = await valuesOf(sql, "model_name");
  const providers: { id: number; value: string | null }[] = [{ id: 0, value: null }, ...(await valuesOf(sql, "provider"))];
  const ofProvider = providers.filter(({ value }) => entry.provider.trim() === "*" || value === null || matches(value, entry.model));
  const names = ofProvider.flatMap((provider) =>
    models
      .filter((model) => matches(provider.value, model.value))
      .map((model) => ({ provider: provider.id, modelName: model.id, providerText: provider.value, modelText: model.value })),
  );
  const renamed = names.some(
    ({ providerText, modelText }) => book.canonicalModel(providerText, modelText) !== other.canonicalModel(providerText, modelText),
  );
  const isAbout = (provider: string | null, model: string) =>
    provider === null ? ofProvider.some(({ value }) => matches(value, model)) : matches(provider, model);
  return {
    names,
    ...(await comparedWith(sql, isAbout)),
    from: renamed ? "-infinity" : (entry.validFrom ?? "-infinity"),
    to: renamed ? "infinity" : (entry.validTo ?? "infinity"),
  };
}

/** What is, or ever was, compared with such a model: because it was asked for, by an alias, or as the baseline of a feature. */
async function comparedWith(
  sql: Sql | Tx,
  isAbout: (provider: string | null, model: string) => boolean,
): Promise<Pick<RepricingScope, "requested" | "features" | "all">> {
  const settings = await routingSettings(sql);
  const subjects = (field: "alias" | "baseline") =>
    new Set(
      settings.flatMap((one) =>
        one.field === field && one.value !== null && isAbout(one.value.provider, one.value.model) ? [one.subject] : [],
      ),
    );
  const [aliases, features] = [subjects("alias"), subjects("baseline")];
  const asked = await valuesOf(sql, "requested_model");
  return {
    requested: asked.filter(({ value }) => aliases.has(value) || isAbout(null, value)).map(({ id }) => id),
    features: features.size === 0 ? [] : (await valuesOf(sql, "feature")).filter(({ value }) => features.has(value)).map(({ id }) => id),
    all: features.has(ALL_FEATURES),
  };
}

/** What a routing setting is about: from its day until the next setting of the same field and subject. */
export async function scopeOfSetting(sql: Sql | Tx, { id, field, subject, from }: SettingOf): Promise<RepricingScope> {
  const others = (await routingSettings(sql)).filter((one) => one.field === field && one.subject === subject && one.id !== id);
  const after = others.flatMap((one) => (one.from !== null && (from === null || one.from > from) ? [one.from] : [])).sort();
  const times = { from: from ?? "-infinity", to: after[0] ?? "infinity" };
  if (field === "alias") return { ...NOTHING, ...times, requested: await idOf(sql, "requested_model", subject) };
  if (subject === ALL_FEATURES) return { ...EVERYTHING, ...times };
  return { ...NOTHING, ...times, features: await idOf(sql, "feature", subject) };
}

type SettingOf = Pick<RoutingSetting, "id" | "field" | "subject" | "from">;
