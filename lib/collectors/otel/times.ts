import { believableMs, parseInstant, type RejectReason } from "../../facts";
import { type Attributes, asText, firstNumber, isJson, type Json } from "./attributes";
import { KEYS } from "./keys";

export type TimesRead =
  | { occurredAt: number; durationMs: number | null; ttftMs: number | null }
  | { problem: RejectReason; detail: string };

/** Start (epoch µs), duration and time to first token of a call. Without a readable start there is a problem; without a readable end, no duration. */
export function readTimes(span: Json, attributes: Attributes, events: readonly unknown[], now: number): TimesRead {
  const written = span.startTimeUnixNano ?? span.start_time_unix_nano;
  const start = isUnset(written) ? { value: null } : parseInstant(written, now);
  if ("problem" in start) return { problem: "invalid_time", detail: `startTimeUnixNano: ${start.problem}` };
  if (start.value === null) return { problem: "missing_time", detail: "startTimeUnixNano is not set" };
  const occurredAt = start.value;
  return {
    occurredAt,
    durationMs: msSince(occurredAt, span.endTimeUnixNano ?? span.end_time_unix_nano, now),
    ttftMs: firstToken(attributes) ?? firstTokenEvent(events, occurredAt, now),
  };
}

/** Protobuf's zero, which stands for "not set". */
const isUnset = (time: unknown): boolean => time === 0 || time === "0" || time == null;

function msSince(start: number, time: unknown, now: number): number | null {
  const instant = isUnset(time) ? { value: null } : parseInstant(time, now);
  if ("problem" in instant || instant.value === null || instant.value < start) return null;
  return (instant.value - start) / 1000;
}

function firstToken(attributes: Attributes): number | null {
  const seconds = firstNumber(attributes, KEYS.firstTokenSeconds);
  // Whole microseconds: 0.29 s would else become 290.00000000000006 ms.
  const ms = seconds === null ? firstNumber(attributes, KEYS.firstTokenMs) : Math.round(seconds * 1e6) / 1000;
  return ms === null ? null : believableMs(ms);
}

const FIRST_TOKEN = /first.?(token|chunk)|completion\.chunk/i;

function firstTokenEvent(events: readonly unknown[], start: number, now: number): number | null {
  for (const event of events) {
    if (!isJson(event) || !FIRST_TOKEN.test(asText(event.name) ?? "")) continue;
    return msSince(start, event.timeUnixNano ?? event.time_unix_nano, now);
  }
  return null;
}
