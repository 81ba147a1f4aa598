import { type DimensionId, dimensions } from "./dimensions";

export const UNITS = {
  usd: "US dollars",
  usd_per_1k: "US dollars per 1,000 requests",
  ratio: "a ratio from 0 to 1",
  ms: "milliseconds",
  count: "a count",
  hours: "hours",
  watts: "watts",
  kwh: "kilowatt hours",
} as const;
export type Unit = keyof typeof UNITS;

/** Where a metric's rows come from. Each is one relation of the question's SQL (relations.ts). */
export type Family =
  | "calls"
  | "users"
  | "customers"
  | "latency"
  | "ttft"
  | "sessions"
  | "session_cost"
  | "bills"
  | "net"
  | "gpu"
  | "gpu_cost"
  | "serving";

/** Families about machines: they have no calls, and their own dimensions. */
const MACHINES: ReadonlySet<Family> = new Set<Family>(["gpu", "gpu_cost", "serving"]);
/** Whether a family's rows are calls or what comes of them, as opposed to bills and machines. */
export const isOfCalls = (family: Family): boolean => family !== "bills" && !MACHINES.has(family);
export const isOfMachines = (family: Family): boolean => MACHINES.has(family);

/** One number: what it means and how it is computed. Everything that shows, exports or watches numbers reads these. */
export interface Metric {
  id: string;
  label: string;
  unit: Unit;
  /** One or two sentences that end with the formula. */
  definition: string;
  /** Where the figure comes from, in words for the strip below it. */
  derivation: string;
  family: Family;
  /** Measures of db/schema/rollup-tables.ts that the formula reads; only for the family `calls`. */
  needs: readonly string[];
  /** The formula in SQL over the columns of its family's relation; null where a denominator is zero or nothing is known. */
  sql: string;
  /** What a period without rows has inside coverage: counts and costs are zero, everything else is unknown. */
  whenEmpty: "zero" | "unknown";
  /** The dimensions it can be split or filtered by, with the reason why no other; null: all there are. */
  only: { dimensions: readonly DimensionId[]; reason: string } | null;
  /** False: known by the day only. */
  hourly: boolean;
  /** Watched for falling, and no subject of a budget: savings, successes. */
  moreIsBetter: boolean;
}

const SUMMED: ReadonlySet<Family> = new Set<Family>(["calls", "sessions", "bills", "gpu_cost"]);

/**
 * True where the values of parts (days, values of a dimension) add up to the value of the whole: dollars and counts whose formula divides by nothing.
 * Distinct people, percentiles, ratios and averages don't. Only sums are burned down and have a forecast.
 */
export const isSum = ({ family, unit, sql }: Metric): boolean =>
  (unit === "usd" || unit === "count") && SUMMED.has(family) && !sql.includes("/");

type Given = Pick<Metric, "id" | "label" | "unit" | "definition" | "sql" | "derivation" | "family"> & Partial<Metric>;

/** Machines say nothing about calls: a metric that names no dimensions of its own has those of calls. */
const CALLS = { dimensions: dimensions.map(({ id }) => id), reason: "calls name no machine" };

export const metric = (given: Given): Metric => ({
  needs: [],
  whenEmpty: "unknown",
  only: CALLS,
  hourly: true,
  moreIsBetter: false,
  ...given,
});

export const PRICED = "Metered: priced by Permille from the dated price book";
export const COUNTED = "Counted from calls and provider usage";

/** A metric over calls and provider usage buckets. */
export const callMetric = (given: Omit<Given, "family" | "derivation"> & { derivation?: string }): Metric =>
  metric({ family: "calls", derivation: COUNTED, ...given });

/** Unknown where there are rows and none of them is known (`known` counts those that are), else the value. */
export const knownWhere = (known: string, value: string): string => `case when ${known} > 0 then ${value} end`;

/**
 * A cost, unknown where none of the rows is priced. A failed call without tokens costs 0 and says nothing about the price of the others: a zero made
 * of such calls alone, beside requests without a price, is unknown too.
 */
export const knownCost = (value: string, sum = "cost"): string =>
  `case when cost_rows > 0 and not (${sum} = 0 and share_requests > 0 and priced_requests = 0) then ${value} end`;

/** Measures that `knownCost` reads. */
export const COST_MEASURES = ["cost_rows", "cost", "share_requests", "priced_requests"] as const;
