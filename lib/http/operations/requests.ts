import { z } from "zod";
import { KINDS, STATUSES, TOKEN_CLASSES } from "../../facts/attempt";
import { OUTCOME_FILTERS, STEP_FILTERS } from "../../metrics/list-filters";
import { requestLedgerSchema, requestOutcomeSchema } from "../../routing/request-answer";
import { operation } from "../operation";

const text = z.string().nullable();

/** One call in a list; money and counts are decimal text, null is unknown. */
const requestRowSchema = z.object({
  id: z.string(),
  time: z.string().describe("ISO instant"),
  source: z.string(),
  feature: text,
  team: text,
  user: text,
  provider: text,
  model: text,
  requestedModel: text,
  status: z.enum(STATUSES).nullable(),
  kind: z.enum(KINDS).nullable(),
  tier: text,
  inputTokens: text,
  outputTokens: text,
  cost: text,
  unpriced: text.describe("Why there is no price"),
  durationMs: text,
  attempts: z.number().describe("Calls to models behind this row"),
  attemptNumber: z.number(),
  final: z.boolean().describe("The attempt that ended its request"),
  gatewayCache: z.boolean(),
  outcome: z.enum(OUTCOME_FILTERS).nullable().describe("What was told about the request, on the attempt that carries it"),
});
export type ListedRequest = z.output<typeof requestRowSchema>;

export const listRequestsOperation = operation("listRequests", {
  summary: "The calls behind a figure, newest first",
  permission: "view_requests",
  input: z.object({
    from: z.string().optional().describe("As in a query"),
    to: z.string().optional(),
    where: z.array(z.string()).optional().describe("dimension=value, repeatable"),
    only: z.enum(["requests", "unpriced", "failed", "retried", "blocked", "cached", "overhead"]).optional(),
    step: z.enum(STEP_FILTERS).optional().describe("Calls behind one step of the savings ledger"),
    outcome: z.enum(OUTCOME_FILTERS).optional().describe("Calls that carry such an outcome"),
    limit: z.coerce.number<number | string>().int().min(1).max(200).optional(),
    cursor: z.string().optional().describe("meta.next of the page before"),
    format: z.enum(["json", "csv"]).default("json").describe("csv: from here on, at most 10,000 calls"),
  }),
  output: z.object({
    data: z.array(requestRowSchema),
    meta: z.object({
      range: z.object({ from: z.string(), to: z.string() }),
      zone: z.string(),
      next: text,
      providerCounts: z
        .object({ requests: text, cost: text })
        .nullable()
        .describe("Provider counts of the same scope: in the figures, not in the list"),
    }),
  }),
  alsoProduces: ["text/csv"],
});

const price = z.object({
  provider: z.string(),
  model: z.string(),
  tier: z.string(),
  geo: text,
  lines: z.array(z.object({ unit: z.string(), threshold: z.number(), usdPerMillion: z.string() })),
  validFrom: text,
  validTo: text,
  source: z.string(),
  sourceUrl: text,
  checkedOn: text,
});

export const getRequestOperation = operation("getRequest", {
  summary: "One call with everything that made its cost",
  permission: "view_requests",
  input: z.object({ id: z.string() }),
  output: requestRowSchema.extend({
    modelName: text,
    project: text,
    environment: text,
    apiKey: text,
    customer: text,
    route: text,
    geo: text,
    errorClass: text,
    ttftMs: text,
    reasoningTokens: text,
    lines: z
      .array(z.object({ class: z.enum([...TOKEN_CLASSES, "other"]), tokens: text, usdPerMillion: text, cost: text }))
      .describe("They add up to cost exactly"),
    price: price.nullable(),
    reportedCost: text,
    reportedDifference: text,
    session: text,
    trace: text,
    span: text,
    recordId: z.string(),
    responseId: text,
    tags: z.array(z.string()),
    units: z.record(z.string(), z.string()),
    labels: z.record(z.string(), z.string()).describe("Display names of dimension values, by dimension"),
    versions: z.number(),
    run: z.object({ id: z.number(), file: z.string(), origin: z.string(), startedAt: z.string() }).nullable(),
    call: z.array(requestRowSchema).describe("All calls of the same request, in order, this one included"),
    ledger: requestLedgerSchema.describe("What the whole request would have cost, and each step to what it cost"),
    outcome: requestOutcomeSchema.nullable().describe("What it achieved; null where nobody told"),
  }),
});
