import { z } from "zod";
import { operation } from "../operation";

const wholeNumber = z.coerce.number<number | string>().int().positive();

/** A question in the words of a URL; lib/metrics reads and judges it. */
const questionSchema = z.object({
  metric: z.string().describe("Metric ids, comma-separated: cost,requests"),
  by: z.string().optional().describe("Dimensions and at most one grain, comma-separated: model,day"),
  from: z.string().optional().describe("A date in the reporting zone or an instant; included. Default: 30 days ago"),
  to: z.string().optional().describe("A date in the reporting zone or an instant; excluded. Default: tomorrow"),
  where: z.array(z.string()).optional().describe("dimension=value, repeatable; the same dimension again adds a value"),
  order: z.enum(["value", "time"]).optional().describe("By the first metric, largest first (default), or by time"),
  top: wholeNumber.optional().describe("Only the n largest values of the one dimension; the rest is added up in `rest`"),
  limit: wholeNumber.optional().describe("Rows at most; 1,000 by default and at most"),
  cursor: z.string().optional().describe("meta.next of the answer before"),
});
export type Question = z.input<typeof questionSchema>;

const row = z
  .record(z.string(), z.string().nullable())
  .describe("The keys of `by` and the metrics; numbers are decimal strings, null is unknown");
const text = z.string().nullable();

const answerSchema = z.object({
  data: z.array(row),
  rest: z.array(row).optional(),
  meta: z.object({
    range: z.object({ from: z.string(), to: z.string() }),
    zone: z.string(),
    by: z.array(z.string()),
    metrics: z.array(z.object({ id: z.string(), label: z.string(), unit: z.string() })),
    dataThrough: text.describe("The earliest of the sources' newest facts"),
    sources: z.array(z.string()),
    pricedShare: text.describe("Priced requests ÷ all requests, 0 to 1"),
    tokenPricedShare: text,
    unpriced: z.object({ requests: z.string(), models: text }).nullable(),
    coarser: z.object({ requests: text, cost: text }).nullable(),
    overlap: z.object({ requests: text, cost: text, days: z.string(), providers: z.array(z.string()) }).nullable(),
    partial: z.array(z.string()).describe("Keys of buckets that still run or that the range cuts"),
    labels: z.record(z.string(), z.record(z.string(), z.string())),
    other: z.boolean(),
    answeredFrom: text,
    next: text.describe("Pass as cursor for the next rows"),
  }),
});
export type Answer = z.output<typeof answerSchema>;

export const queryOperation = operation("query", {
  summary: "Any metrics by any dimensions, as on screen and in the CLI",
  permission: "view_dashboards",
  input: questionSchema.extend({ format: z.enum(["json", "csv"]).default("json") }),
  output: answerSchema,
  alsoProduces: ["text/csv"],
});

export const metricsOperation = operation("metrics", {
  summary: "The metrics and dimensions there are, with their definitions",
  permission: "view_dashboards",
  input: z.object({}),
  output: z.object({
    metrics: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        unit: z.string(),
        unitLabel: z.string(),
        sum: z.boolean().describe("Parts add up to the whole; else it is an average, a share or a percentile"),
        definition: z.string(),
        derivation: z.string(),
        dimensions: z.array(z.string()),
        grains: z.array(z.string()),
        moreIsBetter: z.boolean().describe("Watched for falling, and no subject of a budget: savings, successes"),
      }),
    ),
    dimensions: z.array(
      z.object({ id: z.string(), label: z.string(), definition: z.string(), values: z.array(z.string()).readonly().nullable() }),
    ),
  }),
});
