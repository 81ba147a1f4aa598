import { z } from "zod";
import { settlementInput } from "../../coverage/settlement";
import { sourceChange } from "../../sources/source-change";
import { operation } from "../operation";

const text = z.string().nullable();
const count = z.number();
const id = z.string().min(1);
const page = {
  before: z.coerce.number<number | string>().int().positive().optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(50),
};

const sourceSchema = z.object({
  id: z.string(),
  kind: z.string(),
  label: z.string(),
  role: z.string(),
  records: count,
  runs: count,
  rejected: count,
  keptRejects: count,
  firstFactAt: text,
  lastFactAt: text,
  lastRunAt: text,
  lastRunState: text,
  removing: z.boolean(),
  /** Of a source of outcomes: those whose request, trace or session is here, and those that wait for it. */
  outcomes: z.object({ judged: count, waiting: count }).nullable(),
  /** Of a source that is read on a schedule. */
  poll: z.object({ mode: z.string(), paused: z.boolean(), lastOkAt: text, lastError: text }).nullable(),
  settings: z.object({
    remap: z.record(z.string(), z.string()).optional(),
    keepEmails: z.boolean().optional(),
    trustReported: z.boolean().optional(),
    separateSessions: z.boolean().optional(),
  }),
});
export type SourceRow = z.output<typeof sourceSchema>;

const runSchema = z.object({
  id: count,
  source: z.string(),
  file: z.string(),
  origin: z.enum(["file", "stdin", "upload", "push", "poll"]),
  state: z.enum(["running", "done", "failed", "interrupted", "deleting"]),
  startedAt: z.string(),
  finishedAt: text,
  bytes: count,
  read: count,
  accepted: count,
  duplicate: count,
  revised: count,
  ignored: count,
  rejected: count,
  keptRejects: count,
  cost: text,
  from: text,
  to: text,
  ignoredReasons: z.record(z.string(), count),
  rejectedReasons: z.record(z.string(), count),
  error: text,
});
export type RunRow = z.output<typeof runSchema>;

const kindSchema = z.object({ kind: z.string(), label: z.string(), role: z.string(), connect: z.string() });
export type KindRow = z.output<typeof kindSchema>;

const overlapSchema = z.object({
  provider: z.string(),
  account: text,
  firstDay: z.string(),
  lastDay: z.string(),
  days: count,
  keptOut: z.object({ cost: text, requests: count, sources: z.array(z.string()) }),
  metered: z.object({ cost: text, requests: count, sources: z.array(z.object({ id: z.string(), label: z.string() })) }),
});
export type OverlapRow = z.output<typeof overlapSchema>;

const settlementSchema = z.object({
  id: count,
  source: z.string(),
  provider: z.string(),
  account: z.string(),
  from: z.string(),
  to: text,
  covered: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
});
export type SettlementRow = z.output<typeof settlementSchema>;

export const listSourcesOperation = operation("listSources", {
  summary: "Every source with what it brought, and every kind there is",
  permission: "view_sources",
  input: z.object({}),
  output: z.object({ sources: z.array(sourceSchema), kinds: z.array(kindSchema) }),
});

export const removeSourceOperation = operation("removeSource", {
  summary: "Take back everything a source brought, in the background, then the source",
  permission: "undo_run",
  input: z.object({ id }),
  output: z.undefined(),
});

export const changeSourceOperation = operation("changeSource", {
  summary: "Change a source's name or how its records are read from now on",
  permission: "manage_sources",
  input: sourceChange.extend({ id }),
  output: z.object({ id: z.string(), label: z.string() }),
});

export const listRunsOperation = operation("listRuns", {
  summary: "Ingest runs, newest first",
  permission: "view_sources",
  input: z.object({ source: id.optional(), ...page }),
  output: z.object({ runs: z.array(runSchema), next: z.number().nullable() }),
});

export const getRunOperation = operation("getRun", {
  summary: "One ingest run",
  permission: "view_sources",
  input: z.object({ id: z.coerce.number<number | string>().int() }),
  output: z.object({ run: runSchema }),
});

export const undoRunOperation = operation("undoRun", {
  summary: "Take back what a run brought, in the background; its state is “deleting” until it is gone",
  permission: "undo_run",
  input: z.object({ id: z.coerce.number<number | string>().int() }),
  output: z.undefined(),
});

export const listRejectsOperation = operation("listRejects", {
  summary: "Rejected records that are kept (30 days), newest first; format=jsonl downloads all",
  permission: "view_sources",
  input: z.object({
    id,
    run: z.coerce.number<number | string>().int().optional(),
    reason: z.string().optional(),
    before: z.string().regex(/^\d+$/).optional(),
    limit: page.limit,
    format: z.enum(["json", "jsonl"]).default("json"),
  }),
  output: z.object({
    reasons: z.array(z.object({ reason: z.string(), count, example: z.string() })),
    rejects: z.array(
      z.object({
        id: z.string(),
        run: count,
        file: z.string(),
        line: count,
        reason: z.string(),
        detail: z.string(),
        record: z.string(),
        createdAt: z.string(),
      }),
    ),
    next: text,
  }),
  alsoProduces: ["application/x-ndjson"],
});
export type RejectRow = z.output<typeof listRejectsOperation.output>["rejects"][number];

export const retryRejectsOperation = operation("retryRejects", {
  summary: "Read the kept rejects of a source again; those that are taken now are let go",
  permission: "upload",
  input: z.object({ id }),
  output: z.object({ tried: count, taken: count, left: count, run: z.number().nullable() }),
});

export const listOverlapsOperation = operation("listOverlaps", {
  summary: "Traffic that a gateway and the provider both counted: what is in question, and what was settled",
  permission: "view_sources",
  input: z.object({}),
  output: z.object({ overlaps: z.array(overlapSchema), settlements: z.array(settlementSchema) }),
});

export const settleOverlapOperation = operation("settleOverlap", {
  summary: "Say whether it is the same traffic (covered) or not; figures follow at once",
  permission: "manage_sources",
  input: settlementInput,
  output: z.undefined(),
});

export const unsettleOperation = operation("unsettle", {
  summary: "Take a settlement back",
  permission: "manage_sources",
  input: z.object({ id: z.coerce.number<number | string>().int() }),
  output: z.undefined(),
});
