import { addPico, type Pico, writePico } from "../pricing";
import type { Source } from "../sources";
import { OUTCOME } from "./arrivals";
import { Batch } from "./batch";
import { type PreparedBatch, spanOf } from "./preparing";
import type { RunReport } from "./run-record";
import type { writeBatch } from "./write-batch";

/** What became of one push; `run` is the source's run of the hour. */
export type PushReport = Omit<RunReport, "id"> & { run: number };

/** What one sender brought. */
interface Pushed {
  batch: Batch;
}

/** What became of each record of a batch, and its cost, by identity. */
type Known = Map<string, { known: number; cost: Pico | null }>;

const knownOf = (batch: PreparedBatch | undefined): Known =>
  new Map([...(batch?.arrivals.fates() ?? [])].map(({ id, outcome, cost }) => [id, { known: outcome, cost }]));

/** A push as it was written. */
export interface StoredPush {
  run: number;
  file: string;
  totals: Awaited<ReturnType<typeof writeBatch>>[];
}

/** Each sender's part of what was written together; before what was written is let go of. */
export function reportsOf(group: readonly Pushed[], source: Source, first: PreparedBatch, stored: StoredPush): PushReport[] {
  const known = knownOf(first);
  if (group.length === 1) return [whole(group, first, stored, known, source)];
  if (first.outcomes.length > 0) return outcomeShares(group, source, stored, first);
  return shares(group, source, stored, first, known);
}

const OUTCOMES = ["accepted", "duplicate", "revised"] as const;

/** Each sender's part of a common batch. A record that several of them sent is the first one's; later ones repeat or revise it. */
function shares(group: readonly Pushed[], source: Source, { file, run }: StoredPush, { keys }: PreparedBatch, known: Known): PushReport[] {
  const seen = new Map<string, string>();
  let n = 0;
  return group.map(({ batch }) => {
    const report = empty(batch, source, file, run);
    let cost: Pico | null = null;
    for (let end = n + batch.facts.length; n < end; n++) {
      const { id, content } = keys[n] as (typeof keys)[number];
      const row = known.get(id);
      const before = seen.get(id);
      const stored = row && OUTCOMES[row.known];
      if (!stored) throw new Error(`nothing is known of the pushed record ${id}`);
      const outcome = before == null ? stored : before === content ? "duplicate" : "revised";
      seen.set(id, content);
      report[outcome] += 1;
      if (outcome !== "duplicate" && row.cost !== null) cost = addPico(cost ?? 0, row.cost);
    }
    if (cost !== null) report.cost = writePico(cost);
    return report;
  });
}

/** The same for outcomes: the second of two equal words is a duplicate. All that they changed together spans their time. */
function outcomeShares(
  group: readonly Pushed[],
  source: Source,
  { run, file, totals }: StoredPush,
  { fates }: PreparedBatch,
): PushReport[] {
  return group.map(({ batch }) => {
    const report = { ...empty(batch, source, file, run), from: iso(totals[0]?.from), to: iso(totals[0]?.to) };
    for (const fact of batch.facts) report[(fact.fact === "outcome" && fates.get(fact)) || "duplicate"] += 1;
    return report;
  });
}

function whole(
  group: readonly Pushed[],
  first: PreparedBatch | undefined,
  { run, file, totals }: StoredPush,
  known: Known,
  source: Source,
): PushReport {
  const report = empty(group[0]?.batch ?? new Batch(), source, file, run);
  for (const key of OUTCOMES) report[key] = totals.reduce((sum, counts) => sum + counts[key], 0);
  if (first && first.outcomes.length > 0) [report.from, report.to] = [iso(totals[0]?.from), iso(totals[0]?.to)];
  report.ignored = totals.reduce((sum, counts) => sum + counts.ignored, 0);
  const costs = [
    ...[...known.values()].filter((row) => row.known !== OUTCOME.duplicate).map((row) => row.cost),
    ...(first?.buckets ?? []).map((row) => row.priced.cost),
  ].filter((cost) => cost != null);
  report.cost = costs.length > 0 ? writePico(costs.reduce(addPico)) : null;
  return report;
}

const iso = (ms: number | null | undefined): string | null => (ms == null ? null : new Date(ms).toISOString());

function empty(batch: Batch, source: Source, file: string, run: number): PushReport {
  const times = [...batch.facts.flatMap((fact) => Object.values(spanOf(fact) ?? {})), ...batch.samples.map(({ sample }) => sample.at)];
  const reduce = (pick: (a: number, b: number) => number) => (times.length > 0 ? iso(times.reduce((a, b) => pick(a, b))) : null);
  return {
    run,
    file,
    source: source.id,
    read: batch.read,
    accepted: 0,
    duplicate: 0,
    revised: 0,
    ignored: Object.values(batch.ignored).reduce((sum, n) => sum + n, 0),
    rejected: batch.rejections.length,
    cost: null,
    from: reduce(Math.min),
    to: reduce(Math.max),
    rejections: batch.rejections.map(({ line, reason, detail }) => ({ line, reason, detail })),
    ignoredReasons: { ...batch.ignored },
  };
}
