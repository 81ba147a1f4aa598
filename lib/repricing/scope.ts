import type { Sql, Tx } from "../../db/client";
import type { CustomPrice } from "../pricing";
import { type Books, matcherOf } from "./book";

/** The facts that a changed price can touch: names as logs write them, and the times of the facts, [from, to). */
export interface RepricingScope {
  names: { provider: number; modelName: number; providerText: string | null; modelText: string }[];
  /** ISO instants or ±infinity. */
  from: string;
  to: string;
}

interface Value {
  id: number;
  value: string;
}

/**
 * Every (provider, model as written) that the entry is about, found in the lists of names rather than in facts. Where the change also renames the
 * model that rows are grouped under, the rows of all times are in scope, since a name has no dates.
 */
export async function scopeOf(sql: Sql | Tx, entry: CustomPrice, { book, other }: Books): Promise<RepricingScope> {
  const matches = matcherOf(entry);
  const values = (dimension: string) => sql<Value[]>`select id, value from dimension_value where dimension = ${dimension} order by id`;
  const models = await values("model_name");
  const providers: { id: number; value: string | null }[] = [{ id: 0, value: null }, ...(await values("provider"))];
  const names = providers
    .filter(({ value }) => entry.provider.trim() === "*" || value === null || matches(value, entry.model))
    .flatMap((provider) =>
      models
        .filter((model) => matches(provider.value, model.value))
        .map((model) => ({ provider: provider.id, modelName: model.id, providerText: provider.value, modelText: model.value })),
    );
  const renamed = names.some(
    ({ providerText, modelText }) => book.canonicalModel(providerText, modelText) !== other.canonicalModel(providerText, modelText),
  );
  return {
    names,
    from: renamed ? "-infinity" : (entry.validFrom ?? "-infinity"),
    to: renamed ? "infinity" : (entry.validTo ?? "infinity"),
  };
}
