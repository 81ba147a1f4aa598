import type { Answer } from "../../lib/http/operations/query";
import { type Amount, add, compare, isZero } from "../../lib/money";
import { LEAST_OUTCOMES } from "../../lib/routing/net-figures";
import { valueLabel } from "../panels/value-label";

export interface QualityRow {
  value: string | null;
  label: string;
  outcomes: Amount;
  successes: Amount;
  /** Of successes and failures. Null below 30 of them: too few for a claim. Numbers from 0 to 1, for the pixels and the text. */
  rate: { value: Amount; low: Amount; high: Amount } | null;
  costPerSuccess: Amount | null;
}

/** How well requests ended, most outcomes first; what nobody told of is left out. */
export function qualityRows({ data, meta }: Pick<Answer, "data" | "meta">, dimension: string): QualityRow[] {
  return data
    .filter((row) => row.outcomes != null && !isZero(row.outcomes))
    .map((row) => {
      const outcomes = row.outcomes ?? "0";
      const [value, low, high] = [row.success_rate ?? null, row.success_rate_low ?? null, row.success_rate_high ?? null];
      const enough = compare(add(row.successes ?? "0", row.failures ?? "0"), String(LEAST_OUTCOMES)) >= 0;
      return {
        value: row[dimension] ?? null,
        label: valueLabel(dimension, row[dimension], meta.labels),
        outcomes,
        successes: row.successes ?? "0",
        rate: enough && value != null && low != null && high != null ? { value, low, high } : null,
        costPerSuccess: row.cost_per_success ?? null,
      };
    })
    .toSorted((a, b) => compare(b.outcomes, a.outcomes));
}

/** The part of 0 to 1 in which all intervals lie, in whole tenths; the scale of a column stands in its head. */
export function rateDomain(rows: readonly QualityRow[]): [number, number] {
  const ends = rows.flatMap(({ rate }) => (rate ? [Number(rate.low), Number(rate.high)] : []));
  if (ends.length === 0) return [0, 1];
  const [least, most] = [Math.floor(Math.min(...ends) * 10) / 10, Math.ceil(Math.max(...ends) * 10) / 10];
  return most > least ? [least, most] : [0, 1];
}
