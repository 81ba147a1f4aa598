import { type Collector, collectors } from "../collectors";
import { AppError } from "../errors";
import type { Source } from "../sources";
import { Batch } from "./batch";
import { detectCollector, isOfCollector } from "./detect";
import { isBadUnit, readUnits } from "./read";

/** The collector of this input: the stated kind's, else told from the format, of which `likely` is the kind that it has as a rule. Throws `invalid`. */
export async function recognize(bytes: Uint8Array, kind: string | undefined, likely?: string): Promise<Collector> {
  const usual = kind == null && likely != null ? collectors.find((one) => one.kind === likely) : undefined;
  if (usual && (await isOfCollector(usual, bytes))) return usual;
  const collector = kind == null ? await detectCollector(collectors, bytes) : collectors.find((one) => one.kind === kind);
  if (collector) return collector;
  const known = collectors.map((one) => one.label).join(", ");
  throw new AppError(
    "invalid",
    kind == null
      ? `This is of no format that Permille reads (${known}). Nothing was taken.`
      : `There is no source kind "${kind}" (${collectors.map((one) => one.kind).join(", ")}).`,
  );
}

/** Reads a push whole: it is small, and in memory already. */
export async function readBatch(bytes: Uint8Array, collector: Collector, source: Source, now: Date): Promise<Batch> {
  const batch = new Batch();
  const reading = collector.open({ settings: source.settings, now: now.getTime() });
  let line = 0;
  for await (const units of readUnits(only(bytes), collector)) {
    for (const unit of units) {
      if (isBadUnit(unit)) batch.addUnreadable(unit.line, unit.problem, unit.detail, unit.text);
      else for (const outcome of reading.take(unit.value, unit.path)) batch.add(outcome, unit.line);
      line = unit.line;
    }
  }
  for (const outcome of reading.end()) batch.add(outcome, line);
  return batch;
}

/** At the top of the file for the reason that `again` of `peek` is. */
async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
