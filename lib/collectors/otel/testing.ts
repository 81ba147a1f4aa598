import { readFileSync } from "node:fs";
import { type AttemptFact, attemptFact, type RecordOutcome } from "../../facts";
import type { CollectorSettings } from "../collector";
import { otel } from "./otel";

/** Epoch ms that tests read at: later than all their spans. */
export const NOW = Date.UTC(2026, 10, 1);
export const TRACE = "0af7651916cd43dd8448eb211c80319c";

export const fixtureText = (name: string): string => readFileSync(new URL(`../fixtures/otel/${name}`, import.meta.url), "utf8");

/** All outcomes of one whole document. */
export function readDocument(document: unknown, settings: CollectorSettings = {}): RecordOutcome[] {
  const reading = otel.open({ settings, now: NOW });
  return [...reading.take(document, ""), ...reading.end()];
}

export const readFixture = (name: string, settings: CollectorSettings = {}): RecordOutcome[] =>
  readDocument(JSON.parse(fixtureText(name)), settings);

/** The attempts among outcomes, each checked against the schema. */
export function attempts(outcomes: RecordOutcome[]): AttemptFact[] {
  return outcomes.flatMap((outcome) => ("fact" in outcome ? [attemptFact.parse(outcome.fact)] : []));
}

/** Each outcome as a word: "fact", or the reason it was ignored or rejected for. */
export const words = (outcomes: RecordOutcome[]): string[] =>
  outcomes.map((outcome) => ("ignored" in outcome ? outcome.ignored : "rejected" in outcome ? outcome.rejected : "fact"));

/** [uncached, read, write 5m, write 1h, output, reasoning] */
export const tokensOf = (fact: AttemptFact | undefined): unknown[] =>
  fact ? [fact.inputUncached, fact.cacheRead, fact.cacheWrite5m, fact.cacheWrite1h, fact.output, fact.reasoning] : [];

/** A span with these attributes; numbers become integers as OTLP writes them. */
export function span(attributes: Record<string, string | number | boolean>, more: Record<string, unknown> = {}): Record<string, unknown> {
  const list = Object.entries(attributes).map(([key, value]) => ({
    key,
    value:
      typeof value === "number" ? { intValue: String(value) } : typeof value === "boolean" ? { boolValue: value } : { stringValue: value },
  }));
  return {
    traceId: TRACE,
    spanId: "b7ad6b7169203331",
    name: "call",
    startTimeUnixNano: "1790000000000000000",
    endTimeUnixNano: "1790000001000000000",
    attributes: list,
    ...more,
  };
}

/** The attempt that a span with these attributes gives; undefined where it gives none. */
export const attemptOf = (
  attributes: Record<string, string | number | boolean>,
  more: Record<string, unknown> = {},
): AttemptFact | undefined => attempts(readDocument(span(attributes, more)))[0];
