/** Measures that `estimated` reads. */
export const ESTIMABLE_MEASURES = ["requests", "estimable_requests", "estimable_cost", "saved_cache"] as const;

/**
 * A figure of the savings ledger: unknown where nothing can be estimated. A request that failed without tokens always can be, and says nothing about the
 * others: such requests alone, beside some that can't be estimated, are unknown too.
 */
export const estimated = (value: string): string =>
  `case when (estimable_requests > 0 and requests = estimable_requests) or estimable_cost <> 0 or saved_cache <> 0 then ${value} end`;
