import { z } from "zod";

const text = z.string().nullable();
const money = z.string().nullable().describe("USD; null is unknown");
const count = z.string();

/** Why requests are not estimable; `provider_counts` hold no single requests. */
export const INESTIMABLE = ["no_price", "no_baseline", "no_baseline_price", "other", "provider_counts"] as const;

/** Where the failure rate of the baseline model comes from. */
export const RATE_SOURCES = ["configured", "measured", "none"] as const;

const figures = z.object({
  requests: count,
  estimableRequests: count,
  routedRequests: count,
  cost: money.describe("Of all its calls"),
  baseline: money.describe("What the estimable requests would have cost; every step below takes from it or adds to it"),
  cacheSaved: money,
  contextSaved: money,
  routing: money.describe("Saved by routing alone: routing_savings"),
  promptCacheSaved: money,
  tierSaved: money,
  escalation: money.describe("A cost, positive"),
  retry: money.describe("A cost, positive"),
  unanswered: money.describe("A cost, positive"),
  overhead: money.describe("Router and guard calls; a cost, positive"),
  router: money.describe("The part of overhead that chooses models; a cost, positive"),
  estimableCost: money.describe("baseline − what was saved + escalation + retry + unanswered + overhead, exactly"),
  outcomes: count.describe("N: outcomes of routed requests"),
  failures: count.describe("F: failures among them"),
  uncostedFailures: count.describe("Failures whose cost nobody told or set: they add nothing"),
  loss: money.describe("L: what the failures cost, as told, else as set for the feature"),
  expectedFailures: z.string().describe("r_b · N: failures that the baseline model would have had"),
  failureCost: money.describe("L × max(0, 1 − expectedFailures ÷ F); null where no outcome tells"),
  net: money.describe("routing − escalation − router − failureCost"),
  interval: z
    .object({ low: z.string(), high: z.string() })
    .nullable()
    .describe("Of net, 95 %: from the Wilson interval of F ÷ N at the mean cost of a failure"),
  noInterval: text.describe("Why there is no interval, in words"),
  breakEvenFailureCost: money.describe(
    "The cost of one failure at which net is zero; null where there are no more failures than the baseline's",
  ),
});

const rate = z.object({
  value: text.describe("Failure rate of the baseline model, 0 to 1; where it changed within the range, weighted by outcomes"),
  from: z.enum(RATE_SOURCES),
  outcomes: count.describe("Outcomes of requests that the baseline model itself answered"),
  failures: count,
});

export const featureNetSchema = figures.extend({ feature: text, label: text, rate });
export type FeatureNet = z.output<typeof featureNetSchema>;
export type NetFigures = z.output<typeof figures>;

/** Gross and net savings of routing by feature and in total, with everything that the total is made of. */
export const routingNetSchema = z.object({
  total: figures,
  features: z.array(featureNetSchema).describe("Those that routed most money first"),
  further: z.number().describe("Features beyond the list; they are in the total"),
  inestimable: z.object({
    requests: count,
    cost: money.describe("cost − estimableCost of the total"),
    reasons: z.array(
      z.object({
        reason: z.enum(INESTIMABLE),
        text: z.string(),
        requests: count,
        cost: z.string().describe("What is known of it; USD. Calls without a price are missing in it"),
      }),
    ),
  }),
  meta: z.object({ range: z.object({ from: z.string(), to: z.string() }), zone: z.string(), dataThrough: text }),
});
export type RoutingNet = z.output<typeof routingNetSchema>;
