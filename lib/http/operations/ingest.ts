import { z } from "zod";
import { operation } from "../operation";

const count = z.number();

export const ingestedRunSchema = z.object({
  run: count,
  file: z.string(),
  source: z.string(),
  read: count,
  accepted: count,
  duplicate: count,
  revised: count,
  ignored: count,
  rejected: count,
  /** USD; null when none of it is priced. */
  cost: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  rejections: z.array(z.object({ line: count, reason: z.string(), detail: z.string() })),
  ignoredReasons: z.record(z.string(), count),
});

export const ingestOperation = operation("ingest", {
  summary: "Send records of any format that Permille reads, plain or gzip; “-” as the source tells it from the format. Safe to repeat",
  permission: "upload",
  input: z.object({
    source: z.string(),
    kind: z.string().optional(),
    /** A file's name makes the records a run of their own. */
    name: z.string().max(400).optional(),
    /** "1": take them though they already sit in another source. */
    force: z.enum(["0", "1"]).optional(),
  }),
  output: z.object({
    read: count,
    accepted: count,
    duplicate: count,
    revised: count,
    ignored: count,
    rejected: count,
    runs: z.array(ingestedRunSchema),
  }),
  body: ["application/json", "application/x-ndjson", "application/gzip", "application/octet-stream"],
});

export const exportTracesOperation = operation("exportTraces", {
  summary: "OTLP/HTTP traces as JSON, plain or gzip. The header x-permille-source names the source (default: otel)",
  permission: "upload",
  input: z.object({}),
  output: z.object({ partialSuccess: z.object({ rejectedSpans: z.string(), errorMessage: z.string() }).optional() }),
  body: ["application/json"],
});
