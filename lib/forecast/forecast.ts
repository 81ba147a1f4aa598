import { z } from "zod";

/**
 * What a period will come to, made from days and hours that are closed. Amounts are decimal text in the metric's unit. `low` and `high` hold the
 * middle 80 % of what the same method missed on the stored history.
 */
export const forecastSchema = z.object({
  value: z.string(),
  low: z.string(),
  high: z.string(),
  /** What should have come by now, by the shape of the period, if it ends at its line; null where there is no line. */
  expectedByNow: z.string().nullable(),
  /** Median of |forecast − actual| ÷ actual over the back-tested periods; null where the history is too short for one. */
  error: z.string().nullable(),
  /** How many past periods (at the same point of each) it was tested on, and how many of those fell inside the interval. */
  tested: z.number(),
  inside: z.number(),
  /** weekday_hour: shape of the week and trend. weekday: days only. mean: too short for a shape. */
  method: z.enum(["weekday_hour", "weekday", "mean"]),
  /** "From 76 days of history: weekday and hour shape, trend of the last 4 weeks. Tested on 2 past months: off by 6 % in the middle." */
  note: z.string(),
  /** For the chart: what each remaining day is expected to add. */
  days: z.array(z.object({ day: z.string(), value: z.string() })),
});
export type Forecast = z.infer<typeof forecastSchema>;
