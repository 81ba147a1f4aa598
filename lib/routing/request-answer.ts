import { z } from "zod";
import { OUTCOME_RESULTS, OUTCOME_SCOPES } from "../facts/outcome-fact";
import { LEDGER_REASONS, LEDGER_ROLES, type LedgerReason, type LedgerRole } from "../savings/roles";

const text = z.string().nullable();
const usd = z.string().describe("USD");

/** Steps from the baseline to what a request cost, in the ledger's order. */
export const LEDGER_STEPS = ["cache", "context", "routing", "prompt_cache", "tier", "escalation", "retry", "error", "overhead"] as const;
export type LedgerStep = (typeof LEDGER_STEPS)[number];

/** Who says what a request is compared with. */
export const BASELINE_SOURCES = ["feature", "all_features", "alias", "requested"] as const;

const ROLES = Object.keys(LEDGER_ROLES) as [LedgerRole, ...LedgerRole[]];
const REASONS = Object.keys(LEDGER_REASONS) as [LedgerReason, ...LedgerReason[]];

/** The savings ledger of one request, from what it would have cost to what it cost. */
export const requestLedgerSchema = z.object({
  estimable: z.boolean(),
  reason: z
    .object({ code: z.enum(REASONS), text: z.string() })
    .nullable()
    .describe("Why not"),
  baseline: z
    .object({
      provider: text,
      model: z.string(),
      from: z.enum(BASELINE_SOURCES),
      since: text.describe("First day of the setting; null: always, or nothing is set"),
      contextTokens: z.number().nullable().describe("Declared input tokens before the context was cut"),
    })
    .nullable()
    .describe("The model that the request is compared with; null: unknown"),
  wouldHaveCost: text.describe("B, USD; null where it is not estimable"),
  steps: z
    .array(
      z.object({
        step: z.enum(LEDGER_STEPS),
        saved: usd.describe("Negative: it cost"),
        after: usd.describe("What is left of the baseline"),
      }),
    )
    .describe("All of them, in order; empty where it is not estimable"),
  cost: text.describe("Of all attempts; the last `after`"),
  attempts: z.array(
    z.object({ id: z.string(), number: z.number(), role: z.enum(ROLES).nullable(), model: text, cost: text, estimable: z.boolean() }),
  ),
});
export type RequestLedger = z.output<typeof requestLedgerSchema>;

/** What people and systems told about a request, its trace or its session; the one that counts first. */
export const requestOutcomeSchema = z.object({
  result: z.enum(OUTCOME_RESULTS).describe("What counts"),
  failureCost: text.describe("As told, else as set for the feature; USD"),
  value: text,
  attempt: text.describe("Id of the attempt that carries it in the figures; null: one of another request of the same trace or session"),
  told: z.array(
    z.object({
      scope: z.enum(OUTCOME_SCOPES),
      subject: z.string(),
      name: z.string(),
      result: z.enum(OUTCOME_RESULTS),
      value: text,
      failureCost: text,
      source: text.describe("Label of the source that told it"),
      run: z.number(),
      at: z.string().describe("ISO instant"),
      counted: z.boolean(),
      uncounted: text.describe("Why it does not count"),
    }),
  ),
});
export type RequestOutcome = z.output<typeof requestOutcomeSchema>;
