import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { AppError, errorMessage, isAppError } from "../../errors";
import { expandPaths, ingestInput, leanHeap, openIngest, type RecordCounts, type RunReport } from "../../ingest";
import { requestEvaluation } from "../../jobs";
import { add } from "../../money";
import type { CommandContext } from ".";

interface FileReport extends Omit<RunReport, "id"> {
  run: number | null;
  error?: string;
}

const COUNTS = ["read", "accepted", "duplicate", "revised", "ignored", "rejected"] as const satisfies readonly (keyof RecordCounts)[];

/** `permille ingest`: exit 0 where each file's format was recognized and it held no record or at least one that was not rejected. */
export async function run(args: string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { source: { type: "string" }, json: { type: "boolean" }, "dry-run": { type: "boolean" }, force: { type: "boolean" } },
  });
  if (positionals.length === 0)
    throw new AppError("invalid", "Name a file, a folder, or - to read from stdin: npm run permille -- ingest usage.json");
  leanHeap();
  const reports: FileReport[] = [];
  for (const path of positionals) {
    try {
      for await (const { file, bytes, size } of inputs(path)) reports.push(await ingestFile(context, file, bytes, size, values));
    } catch (error) {
      // What the other paths held is in, and must be told.
      reports.push(failed(context, path, values.source, error));
    }
  }
  if (reports.some((report) => report.accepted + report.revised > 0) && !values["dry-run"]) await requestEvaluation(context.sql);
  if (reports.length === 0)
    throw new AppError("not_found", `There is no .json, .jsonl, .ndjson, .log, .txt or .gz file in ${positionals.join(", ")}.`);
  const totals = Object.fromEntries(COUNTS.map((key) => [key, reports.reduce((sum, report) => sum + report[key], 0)]));
  if (values.json)
    context.out(`${JSON.stringify({ ...totals, cost: totalCost(reports), dryRun: values["dry-run"] ?? false, runs: reports })}\n`);
  else for (const report of reports) context.out(reportText(report, values["dry-run"] ?? false));
  return reports.every((report) => report.error == null && (report.read === 0 || report.rejected < report.read)) ? 0 : 1;
}

/** Sum of the known; null where none is. */
function totalCost(reports: readonly FileReport[]): string | null {
  const known = reports.flatMap((report) => report.cost ?? []);
  return known.length > 0 ? add(...known) : null;
}

async function* inputs(path: string): AsyncGenerator<{ file: string; bytes: AsyncIterable<Uint8Array>; size: number | null }> {
  if (path === "-") {
    yield { file: "stdin", bytes: process.stdin as AsyncIterable<Uint8Array>, size: null };
    return;
  }
  for await (const { file } of expandPaths(path)) {
    yield { file, bytes: createReadStream(file, { highWaterMark: 1 << 18 }), size: (await stat(file)).size };
  }
}

async function ingestFile(
  context: CommandContext,
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  size: number | null,
  values: { source?: string; "dry-run"?: boolean; force?: boolean },
): Promise<FileReport> {
  const progress = progressLine(context, file, size);
  try {
    const { id, ...report } = await ingestInput(await openIngest(context.sql), bytes, {
      file,
      origin: file === "stdin" ? "stdin" : "file",
      source: values.source,
      force: values.force,
      dryRun: values["dry-run"],
      now: context.now(),
      onProgress: progress.show,
    });
    return { run: values["dry-run"] ? null : id, ...report };
  } catch (error) {
    return failed(context, file, values.source, error);
  } finally {
    progress.end();
  }
}

/** The report of an input that could not be read. Throws what is no message to the user. */
function failed(context: CommandContext, file: string, source: string | undefined, error: unknown): FileReport {
  if (!isAppError(error)) throw error;
  context.err(`${errorMessage(error)}\n`);
  return {
    run: null,
    file,
    source: source ?? "",
    read: 0,
    accepted: 0,
    duplicate: 0,
    revised: 0,
    ignored: 0,
    rejected: 0,
    cost: null,
    from: null,
    to: null,
    rejections: [],
    ignoredReasons: {},
    error: errorMessage(error),
  };
}

function progressLine(context: CommandContext, file: string, size: number | null) {
  const terminal = process.stderr.isTTY;
  let shown = false;
  return {
    show: ({ bytes, read }: { bytes: number; read: number }) => {
      if (!terminal) return;
      shown = true;
      const share = size ? ` ${Math.min(100, Math.floor((bytes / size) * 100))} %` : "";
      context.err(`\r${file}: ${read.toLocaleString("en-US")} records${file.endsWith(".gz") ? "" : share} `);
    },
    end: () => {
      if (shown) context.err("\n");
    },
  };
}

function reportText(report: FileReport, dryRun: boolean): string {
  if (report.error) return `${report.file}: not read\n`;
  const parts = COUNTS.slice(1)
    .filter((key) => report[key] > 0)
    .map((key) => `${report[key].toLocaleString("en-US")} ${key}`);
  const rejections = report.rejections
    .slice(0, 10)
    .map((r) => `  line ${r.line}: ${r.detail}\n`)
    .join("");
  const cost = report.cost == null ? "" : `, $${report.cost}`;
  return `${report.file} → ${report.source}${dryRun ? " (dry run, nothing kept)" : ""}: ${report.read.toLocaleString("en-US")} read, ${parts.join(", ") || "nothing new"}${cost}\n${rejections}`;
}
