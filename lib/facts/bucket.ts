import { z } from "zod";
import { KINDS, TIERS } from "./lists";

const count = z.int().nonnegative();
export const BUCKET_WIDTHS = ["1m", "1h", "1d"] as const;
export type BucketWidth = (typeof BUCKET_WIDTHS)[number];

/** A provider's own count for a period by whatever dimensions the export was grouped by. */
export const bucketFact = z.object({
  fact: z.literal("bucket"),
  /** endpoint | snapped start | width | group tuple (and `#n` for the n-th row that shares a tuple). */
  recordId: z.string().min(1),
  asOf: z.number().nullable(),
  /** Which count this is: `completions`, `embeddings`, `web_search_calls`… */
  endpoint: z.string(),
  /** Billing account or organization, where the export states one. */
  account: z.string().nullable(),
  /** Start of the period the numbers cover, as stated (may be clipped to the query); epoch seconds. */
  start: z.int(),
  /** End of it, exclusive; epoch seconds. */
  end: z.int(),
  /** Start snapped to the width in UTC; epoch seconds. Part of the identity. */
  snappedStart: z.int(),
  width: z.enum(BUCKET_WIDTHS),
  /** Names of the fields that this export was grouped by, sorted; more fields are finer. */
  grouping: z.array(z.string()),
  provider: z.string(),
  model: z.string().nullable(),
  kind: z.enum(KINDS),
  tier: z.enum(TIERS).nullable(),
  project: z.string().nullable(),
  apiKey: z.string().nullable(),
  user: z.string().nullable(),
  /** Null where the export has no count (never 0). Rows of tool calls (web search…) carry null: they add quantities, never requests. */
  requests: count.nullable(),
  inputUncached: count.nullable(),
  cacheRead: count.nullable(),
  cacheWrite5m: count.nullable(),
  cacheWrite1h: count.nullable(),
  output: count.nullable(),
  /** Other billed units by name, decimal strings: web_search, file_search, code_interpreter_session, vector_store_byte, image, audio_second, character. */
  units: z.record(z.string(), z.string()).nullable(),
  /** Further group values that are part of the identity but no dimension (size, source, context_level, vector_store_id). */
  extra: z.record(z.string(), z.string()).nullable(),
});
export type BucketFact = z.infer<typeof bucketFact>;

/** What a provider charges for a period, in FOCUS terms. */
export const billFact = z.object({
  fact: z.literal("bill"),
  recordId: z.string().min(1),
  asOf: z.number().nullable(),
  provider: z.string(),
  account: z.string().nullable(),
  /** Charge period; epoch seconds, end exclusive. */
  start: z.int(),
  end: z.int(),
  /** Exact decimal string in `currency`. */
  billedCost: z.string(),
  /** ISO 4217, upper case. */
  currency: z.string(),
  /** FOCUS ChargeCategory. */
  chargeCategory: z.enum(["Usage", "Purchase", "Tax", "Credit", "Adjustment"]),
  chargeDescription: z.string().nullable(),
  project: z.string().nullable(),
  apiKey: z.string().nullable(),
  consumedQuantity: z.string().nullable(),
  consumedUnit: z.string().nullable(),
  /** Names of the fields that this export was grouped by, sorted. */
  grouping: z.array(z.string()),
});
export type BillFact = z.infer<typeof billFact>;
