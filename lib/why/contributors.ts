import type { Sql } from "../../db/client";
import { type Filter, type QueryResult, runQuery } from "../metrics";
import { type Amount, add, compare, divide, subtract } from "../money";
import type { Explanation } from "./explanation";
import { PLACES, size } from "./steps";

export type Contributors = Explanation["contributors"][number];
export const CONTRIBUTOR_DIMENSIONS = ["feature", "customer", "model", "api_key"] as const satisfies readonly Contributors["dimension"][];

const SHOWN = 10;

interface Asked {
  /** In the words of a query. */
  before: { from: string; to: string };
  after: { from: string; to: string };
  where: readonly Filter[];
  divisor: { before: Amount; after: Amount };
  /** after − before of everything. */
  change: Amount;
  now: number;
}

/** The values of each dimension that changed most. Cost by the same rules as every other table. */
export async function readContributors(sql: Sql, asked: Asked): Promise<Contributors[]> {
  return Promise.all(
    CONTRIBUTOR_DIMENSIONS.map(async (dimension) => {
      const ask = (span: { from: string; to: string }) =>
        runQuery(sql, { metric: "cost", by: dimension, where: asked.where, ...span }, { now: asked.now });
      const [before, after] = await Promise.all([ask(asked.before), ask(asked.after)]);
      return rank(dimension, before, after, asked);
    }),
  );
}

type Answered = Pick<QueryResult, "data"> & { meta: Pick<QueryResult["meta"], "next" | "labels"> };

/**
 * Largest change first. A value that only one side knows cost nothing on the other, unless that answer was cut: then its change is not known, and it
 * stays in the rest. Pure.
 */
export function rank(
  dimension: Contributors["dimension"],
  before: Answered,
  after: Answered,
  { divisor, change }: Pick<Asked, "divisor" | "change">,
): Contributors {
  const costs = ({ data }: Answered) => new Map(data.map((row) => [row[dimension] ?? null, row.cost ?? null]));
  const [was, is] = [costs(before), costs(after)];
  const amount = (side: Map<string | null, Amount | null>, cut: boolean, value: string | null, by: Amount) => {
    if (!side.has(value)) return cut ? undefined : "0";
    const cost = side.get(value);
    return cost == null ? null : divide(cost, by, PLACES);
  };
  const all = [...new Set([...was.keys(), ...is.keys()])].flatMap((value) => {
    const a = amount(was, before.meta.next != null, value, divisor.before);
    const b = amount(is, after.meta.next != null, value, divisor.after);
    if (a === undefined || b === undefined) return [];
    const label = after.meta.labels[dimension]?.[value ?? ""] ?? before.meta.labels[dimension]?.[value ?? ""] ?? null;
    return [{ value, label, before: a, after: b, change: subtract(b ?? "0", a ?? "0") }];
  });
  const values = all
    .toSorted((a, b) => compare(size(b.change), size(a.change)) || ((a.value ?? "") < (b.value ?? "") ? -1 : 1))
    .slice(0, SHOWN);
  return { dimension, values, rest: subtract(change, add(...values.map((one) => one.change))) };
}
