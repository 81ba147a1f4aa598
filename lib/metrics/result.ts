import type { Unit } from "./define";

/** One row: the keys of `by` and the metrics, by id. Numbers are decimal text; null is an unknown number, or the value "unknown" of a dimension. */
export type QueryRow = Record<string, string | null>;

export interface QueryMeta {
  /** Dates in the zone where they are day boundaries, else instants; `to` is exclusive. */
  range: { from: string; to: string };
  zone: string;
  by: string[];
  metrics: { id: string; label: string; unit: Unit }[];
  /** The earliest of the answering sources' newest facts; ISO instant; null without facts. */
  dataThrough: string | null;
  /** Ids of the sources that answer. */
  sources: string[];
  /** Priced ÷ all requests behind the answer; null without requests. */
  pricedShare: string | null;
  /** The same of tokens; also null where the rollup that answers has no such count (API key, user, customer). */
  tokenPricedShare: string | null;
  /** Requests without a price, and how many models they belong to (null where only the calls themselves could tell). */
  unpriced: { requests: string; models: string | null } | null;
  /** Provider counts of whole days that an answer by hours leaves out. */
  coarser: { requests: string | null; cost: string | null } | null;
  /** Provider counts left out because the same provider and day also has calls of a gateway or tracer, and nobody settled which counts. */
  overlap: { requests: string | null; cost: string | null; days: string; providers: string[] } | null;
  /** Keys of buckets that still run or that the range cuts. */
  partial: string[];
  /** Labels of values, by dimension: `{ team: { "team-7f3": "Search" } }`. */
  labels: Record<string, Record<string, string>>;
  /** With `top`: true where `rest` stands for further values. */
  other: boolean;
  /** Which rollup answered ("rollup_day_model"), "facts", or both; null where no calls were read. */
  answeredFrom: string | null;
  /** Pass as `cursor` for the next rows; null at the end. */
  next: string | null;
}

export interface QueryResult {
  data: QueryRow[];
  /** Only with `top`: everything that is not among the largest, exactly; the dimension is null in these rows. */
  rest?: QueryRow[];
  meta: QueryMeta;
}
