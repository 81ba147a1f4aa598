import { z } from "zod";
import { scopeSchema } from "../metrics/scope-schema";
import { PERIODS } from "../time";

const figure = z.string().nullable();
const span = z.object({ from: z.string(), to: z.string() });
const totals = z.object({ cost: figure, requests: figure, per1k: figure });
const interval = z.object({ value: z.string(), low: z.string(), high: z.string() });
const part = z.object({ value: figure, label: figure, cost: figure, before: figure });

const budget = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  period: z.enum(PERIODS),
  amount: z.string(),
  spent: figure,
  /** Of the amount. */
  share: figure,
  /** Of the period's end, where it still runs. */
  forecast: figure,
});

const alerts = z.object({
  /** That began in the period, and how many of them were critical. */
  count: z.number(),
  critical: z.number(),
  /** Open when the report was made. */
  open: z.number(),
  /** The gravest of the period, then the newest. */
  list: z.array(z.object({ id: z.string(), title: z.string(), severity: z.string(), at: z.iso.datetime() })),
});

/** What routing saved in the period; money in USD. */
const savings = z.object({
  routedRequests: z.string(),
  /** Gross: the ledger's routing step. */
  routing: z.string(),
  escalations: figure,
  router: figure,
  /** Null: no outcome of a routed request is told, or of no failure the cost. */
  failures: figure,
  /** Failures whose cost nobody told. */
  uncosted: figure,
  net: z.string(),
  netBefore: figure,
});

/** What GPUs did in the period, and what that cost apart from calls; money in USD. */
const gpus = z.object({
  gpus: z.string(),
  utilization: figure,
  tensor: figure,
  hours: figure,
  idleHours: figure,
  /** Null: no rate is set. */
  cost: figure,
  idleCost: figure,
  /** Of whole idle hours. */
  releasableCost: figure,
  idleCostBefore: figure,
});

const common = {
  /** Where days are cut. */
  zone: z.string(),
  asOf: z.iso.datetime(),
  scope: scopeSchema,
  /** Dates [from, to), and those compared with. */
  period: span,
  previous: span,
  now: totals,
  before: totals,
  /** "+$4,120 (+31 %): 62 % from longer context in support-chat." Null where it can't be told. */
  change: figure,
  days: z.array(z.object({ day: z.string(), cost: figure })),
  budgets: z.array(budget),
  alerts,
  /** Null where nothing is routed, and in reports made before it was measured. */
  savings: savings.nullable().default(null),
  /** Null where no GPU was measured, and in reports made before they were. */
  gpus: gpus.nullable().default(null),
  /** The month that runs when the report is made: dates, what it came to, what it will come to. */
  month: span.extend({ spent: figure, forecast: interval.nullable() }),
  pricedShare: figure,
  unpriced: z.object({ requests: z.string(), models: figure }).nullable(),
  dataThrough: z.iso.datetime().nullable(),
};

/** Money in USD as decimal text; null is unknown. */
export const weeklySchema = z.object({ ...common, kind: z.literal("weekly"), movers: z.object({ by: figure, values: z.array(part) }) });
export type WeeklyReport = z.infer<typeof weeklySchema>;

export const monthlySchema = z.object({
  ...common,
  kind: z.literal("monthly"),
  billed: z.object({ now: figure, before: figure }),
  /** Metered and billed by provider. */
  providers: z.array(z.object({ value: figure, label: figure, cost: figure, billed: figure })),
  /** The largest teams; null in `rest` where there are no more. */
  teams: z.object({ values: z.array(part), rest: z.object({ cost: figure, before: figure }).nullable() }),
});
export type MonthlyReport = z.infer<typeof monthlySchema>;
export type ReportSavings = z.infer<typeof savings>;
export type ReportGpus = z.infer<typeof gpus>;

export type ReportSnapshot = WeeklyReport | MonthlyReport;
const reportSchema = z.discriminatedUnion("kind", [weeklySchema, monthlySchema]);

/** What was stored with a report. Throws where it is none. */
export const parseReport = (stored: unknown): ReportSnapshot => reportSchema.parse(stored);
