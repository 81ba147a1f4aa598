import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GpuSample, RecordOutcome, Sample, ServingSample } from "../../facts";
import type { Collector } from "../collector";

/** Tests only: an instant after every time in the fixtures. */
export const NOW = Date.UTC(2026, 10, 22, 12);

export const fixture = (name: string): string => readFileSync(join(import.meta.dirname, "../fixtures/prometheus", name), "utf8");
export const linesOf = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");

/** Outcomes of these units, as the reader of files would hand them over. */
export function collect(collector: Collector, units: readonly unknown[], path = ""): RecordOutcome[] {
  const reading = collector.open({ settings: {}, now: NOW });
  return [...units.flatMap((unit) => reading.take(unit, path)), ...reading.end()];
}

const samplesOf = (outcomes: readonly RecordOutcome[]): Sample[] => outcomes.flatMap((one) => ("sample" in one ? [one.sample] : []));
export const gpus = (outcomes: readonly RecordOutcome[]): GpuSample[] =>
  samplesOf(outcomes).filter((sample): sample is GpuSample => sample.sample === "gpu");
export const servings = (outcomes: readonly RecordOutcome[]): ServingSample[] =>
  samplesOf(outcomes).filter((sample): sample is ServingSample => sample.sample === "serving");

/** How many records came to which end: "sample", or the reason. */
export function counts(outcomes: readonly RecordOutcome[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const one of outcomes) {
    const [word, n] =
      "sample" in one ? ["sample", one.records] : "ignored" in one ? [one.ignored, 1] : "rejected" in one ? [one.rejected, 1] : ["fact", 1];
    found[word] = (found[word] ?? 0) + n;
  }
  return found;
}
