import { z } from "zod";
import { operation } from "../operation";
import { ingestedRunSchema } from "./ingest";

export const postOutcomesOperation = operation("postOutcomes", {
  summary:
    "Say what requests, traces or sessions achieved: one object, an array, {“outcomes”: […]}, JSON lines or CSV with a header, plain or gzip. Before or days after the calls; the latest word on a subject counts, once. Safe to repeat",
  permission: "upload",
  input: z.object({
    /** Where they are told; default “outcomes”. Made on first use. */
    source: z.string().min(1).default("outcomes"),
    /** A file's name makes them a run of their own. */
    name: z.string().max(400).optional(),
  }),
  output: ingestedRunSchema.omit({ cost: true }),
  body: ["application/json", "application/x-ndjson", "text/csv", "application/gzip", "application/octet-stream"],
});
