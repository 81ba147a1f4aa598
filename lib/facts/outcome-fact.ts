import { z } from "zod";

export const OUTCOME_SCOPES = ["request", "trace", "session"] as const;
/** Stored as position + 1. Append only. */
export const OUTCOME_RESULTS = ["success", "failure", "escalated"] as const;

/** What a request, a trace or a session achieved. Its identity is (scope, subject, name), whichever source tells it: a correction replaces. */
export const outcomeFact = z.object({
  fact: z.literal("outcome"),
  /** scope | subject | name. */
  recordId: z.string().min(1),
  /** When this version was told; epoch ms. Null: the time of ingest counts. */
  asOf: z.number().nullable(),
  scope: z.enum(OUTCOME_SCOPES),
  /** For a request: the response's id, the record's id or the call's id, as its log has them; for a trace or session its id. */
  subject: z.string().min(1),
  /** Tells several outcomes of one subject apart; "" where there is one. */
  name: z.string(),
  result: z.enum(OUTCOME_RESULTS),
  /** What it was worth, and what the failure cost; USD, decimal strings. */
  value: z.string().nullable(),
  failureCost: z.string().nullable(),
  /** When it happened; epoch ms. */
  at: z.number().nullable(),
});
export type OutcomeFact = z.infer<typeof outcomeFact>;
