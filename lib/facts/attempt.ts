import { z } from "zod";
import { GATEWAY_CACHES, KINDS, STATUSES, TIERS, TOKEN_CLASSES, type TokenClass } from "./lists";

export { GATEWAY_CACHES, KINDS, STATUSES, TIERS, TOKEN_CLASSES, type TokenClass };

const count = z.int().nonnegative();

/**
 * One model call as a gateway or tracer saw it, in the shape every collector emits.
 * Null means the source did not say; zero means it said zero. No price of ours is in here: content is compared on this shape.
 */
export const attemptFact = z.object({
  fact: z.literal("attempt"),
  /** The source's own id of this record; with the source it is the fact's identity. */
  recordId: z.string().min(1),
  /** When the source says this version of the record was written; epoch ms. Null: the time of ingest counts. */
  asOf: z.number().nullable(),
  /** The source's own id of the client call, where it states one: attempts sharing it are one request. */
  callId: z.string().nullable(),
  /** Position within the call, where the source states it (0 = first). */
  step: z.int().nonnegative().nullable(),
  /** Upstream calls the source counted behind this row beside the row itself (hidden retries and fallbacks). */
  hiddenAttempts: count.nullable(),
  /** Start of the call; epoch microseconds. */
  occurredAt: z.int(),
  durationMs: z.number().nonnegative().nullable(),
  /** Time to first token. */
  ttftMs: z.number().nonnegative().nullable(),
  /** Canonical provider id, see `canonicalProvider`. */
  provider: z.string().nullable(),
  /** The model that answered, as the source wrote it. */
  model: z.string().nullable(),
  /** What the client asked for. */
  requestedModel: z.string().nullable(),
  /** Deployment, endpoint or API base the gateway chose. */
  route: z.string().nullable(),
  status: z.enum(STATUSES),
  errorClass: z.string().nullable(),
  kind: z.enum(KINDS),
  tier: z.enum(TIERS).nullable(),
  geo: z.string().nullable(),
  gatewayCache: z.enum(GATEWAY_CACHES),
  inputUncached: count.nullable(),
  cacheRead: count.nullable(),
  cacheWrite5m: count.nullable(),
  cacheWrite1h: count.nullable(),
  output: count.nullable(),
  reasoning: count.nullable(),
  /** Other billed units by name: web_search (requests), image (count), audio_second (s), character (count)… decimal strings. */
  units: z.record(z.string(), z.string()).nullable(),
  team: z.string().nullable(),
  project: z.string().nullable(),
  feature: z.string().nullable(),
  environment: z.string().nullable(),
  apiKey: z.string().nullable(),
  user: z.string().nullable(),
  customer: z.string().nullable(),
  session: z.string().nullable(),
  trace: z.string().nullable(),
  span: z.string().nullable(),
  parent: z.string().nullable(),
  /** The provider's id of the response. */
  responseId: z.string().nullable(),
  /** Hash of the prompt (`promptHash`), never the prompt. */
  promptHash: z.string().nullable(),
  /** What the source says the call cost; USD, decimal string. */
  reportedCost: z.string().nullable(),
  tags: z.array(z.string()),
  /** Display names of dimension values in this row: `{ team: "Search team" }` where `team` is an id. */
  labels: z.record(z.string(), z.string()).nullable(),
});
export type AttemptFact = z.infer<typeof attemptFact>;

/** An attempt with everything unknown: collectors spread it and fill what the source said. */
export const emptyAttempt: Omit<AttemptFact, "recordId" | "occurredAt"> = {
  fact: "attempt",
  asOf: null,
  callId: null,
  step: null,
  hiddenAttempts: null,
  durationMs: null,
  ttftMs: null,
  provider: null,
  model: null,
  requestedModel: null,
  route: null,
  status: "success",
  errorClass: null,
  kind: "chat",
  tier: null,
  geo: null,
  gatewayCache: "none",
  inputUncached: null,
  cacheRead: null,
  cacheWrite5m: null,
  cacheWrite1h: null,
  output: null,
  reasoning: null,
  units: null,
  team: null,
  project: null,
  feature: null,
  environment: null,
  apiKey: null,
  user: null,
  customer: null,
  session: null,
  trace: null,
  span: null,
  parent: null,
  responseId: null,
  promptHash: null,
  reportedCost: null,
  tags: [],
  labels: null,
};
