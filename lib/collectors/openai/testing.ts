import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "lossless-json";
import { type BillFact, type BucketFact, billFact, bucketFact, type RecordOutcome } from "../../facts";
import type { CollectorSettings } from "../collector";
import { openai } from "./index";

/** 2026-11-01; later than every time in the fixtures. */
export const NOW = Date.UTC(2026, 10, 1);

/** Outcomes of these units, as the reader of files would hand them over. */
export function collect(units: readonly unknown[], settings: CollectorSettings = {}): RecordOutcome[] {
  const reading = openai.open({ settings, now: NOW });
  return [...units.flatMap((unit) => reading.take(unit, "")), ...reading.end()];
}

/** The text's units with exact numbers: one per line for JSONL, else the whole document. */
export function unitsOf(text: string, lines: boolean): unknown[] {
  return (lines ? text.split("\n").filter((line) => line !== "") : [text]).map((part) => parse(part));
}

/** Outcomes of a file of lib/collectors/fixtures/openai. */
export function collectFixture(name: string, settings: CollectorSettings = {}): RecordOutcome[] {
  const text = readFileSync(join(import.meta.dirname, "../fixtures/openai", name), "utf8");
  return collect(unitsOf(text, name.endsWith(".jsonl")), settings);
}

/** The usage facts among the outcomes, each checked against its schema. */
export function buckets(outcomes: readonly RecordOutcome[]): BucketFact[] {
  return outcomes.flatMap((outcome) => ("fact" in outcome && outcome.fact.fact === "bucket" ? [bucketFact.parse(outcome.fact)] : []));
}

/** The bill facts among the outcomes, each checked against its schema. */
export function bills(outcomes: readonly RecordOutcome[]): BillFact[] {
  return outcomes.flatMap((outcome) => ("fact" in outcome && outcome.fact.fact === "bill" ? [billFact.parse(outcome.fact)] : []));
}

/** "reason: detail" of every rejected outcome. */
export function rejections(outcomes: readonly RecordOutcome[]): string[] {
  return outcomes.flatMap((outcome) => ("rejected" in outcome ? [`${outcome.rejected}: ${outcome.detail}`] : []));
}
