import type { Answer } from "../../lib/http/operations/query";
import { type Amount, add, compare } from "../../lib/money";

export interface StackSeries {
  /** Value of the dimension; null is unknown. `other` is everything beyond the largest. */
  value: string | null;
  other: boolean;
  amounts: (Amount | null)[];
  /** Sum of what is known; null where nothing is. */
  total: Amount | null;
}

export interface Stack {
  buckets: string[];
  /** Largest first, then the rest. */
  series: StackSeries[];
  totals: (Amount | null)[];
  total: Amount | null;
}

/** Sum of the known. Null where none is, and where all that is known is empty: 0 beside unknown amounts is no amount. */
export function sumKnown(amounts: readonly (Amount | null)[]): Amount | null {
  const known = amounts.filter((amount) => amount != null);
  if (known.length === 0) return null;
  const sum = add(...known);
  return known.length < amounts.length && sum === "0" ? null : sum;
}

/** Turns rows by dimension and grain into series over the same buckets. The server sends every bucket; none is invented here. */
export function stackOf({ data, rest = [] }: Pick<Answer, "data" | "rest">, dimension: string, grain: string, metric: string): Stack {
  const buckets = [...new Set([...data, ...rest].map((row) => row[grain] ?? ""))].sort();
  const position = new Map(buckets.map((key, index) => [key, index]));
  const groups = new Map<string, StackSeries>();
  const put = (row: Record<string, string | null>, other: boolean) => {
    const value = other ? null : (row[dimension] ?? null);
    const id = other ? "other" : `=${value ?? ""}`;
    const series = groups.get(id) ?? { value, other, amounts: buckets.map(() => null), total: null };
    series.amounts[position.get(row[grain] ?? "") ?? 0] = row[metric] ?? null;
    groups.set(id, series);
  };
  for (const row of data) put(row, false);
  for (const row of rest) put(row, true);
  const series = [...groups.values()].map((one) => ({ ...one, total: sumKnown(one.amounts) }));
  series.sort(
    (a, b) =>
      Number(a.other) - Number(b.other) ||
      Number(a.total == null) - Number(b.total == null) ||
      compare(b.total ?? "0", a.total ?? "0") ||
      String(a.value).localeCompare(String(b.value)),
  );
  return {
    buckets,
    series,
    totals: buckets.map((_, index) => sumKnown(series.map((one) => one.amounts[index] ?? null))),
    total: sumKnown(series.map((one) => one.total)),
  };
}
