import { believableMs, parseInstant } from "../../facts";
import { type Fields, Refusal } from "./fields";

export interface Times {
  /** Epoch µs. */
  occurredAt: number;
  durationMs: number | null;
  ttftMs: number | null;
}

/**
 * Start, duration and time to first token. Naive text is UTC; floats are epoch seconds. Throws `missing_time` and `invalid_time` for the start only:
 * an unreadable end makes a duration unknown, not a request void. LiteLLM's `response_time` is in seconds, and for streams is the time to first token.
 */
export function timesOf(row: Fields, now: number): Times {
  const rawStart = row.startTime ?? row.start_time ?? row.starttime;
  const start = instantOf(rawStart, now);
  if (start === null) throw new Refusal("missing_time", "startTime is missing");
  if (typeof start === "string") throw new Refusal("invalid_time", `startTime: ${start}`);
  const end = instantOf(row.endTime ?? row.end_time ?? row.endtime, now);
  const first = instantOf(row.completionStartTime ?? row.completion_start_time ?? row.completionstarttime, now);
  const ended = typeof end === "number" && end >= start ? end : null;
  const isStream = row.stream === true || row.stream === "true" || row.stream === "True";
  const responseMs = positive(row.response_time, 1_000);
  let ttftMs: number | null = null;
  if (typeof first === "number" && first >= start && (ended === null ? isStream : first < ended || (isStream && first === ended)))
    ttftMs = (first - start) / 1_000;
  else if (isStream) ttftMs = responseMs;
  return {
    occurredAt: start,
    durationMs: ended === null ? (positive(row.request_duration_ms, 1) ?? (isStream ? null : responseMs)) : (ended - start) / 1_000,
    ttftMs,
  };
}

function positive(value: unknown, factor: number): number | null {
  const n = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof n === "number" ? believableMs(n * factor) : null;
}

const DAY_US = 86_400_000_000;
const EARLIEST_US = Date.UTC(2015, 0, 1) * 1_000;
let cachedDate = "";
let cachedMidnightUs = 0;

/** Epoch µs, null where absent, else the problem. The shape LiteLLM writes is read by position; everything else takes the general parser. */
function instantOf(value: unknown, now: number): number | string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "string") {
    const us = byPosition(value);
    if (us !== null && us >= EARLIEST_US && us <= now * 1_000 + DAY_US) return us;
  }
  const parsed = parseInstant(value, now);
  return "problem" in parsed ? parsed.problem : parsed.value;
}

/** "2025-01-24 09:20:46.847371", with "T", fewer digits, "Z" or "+00:00"; null where it is anything else. */
function byPosition(text: string): number | null {
  let length = text.length;
  if (text.charCodeAt(length - 1) === 90) length -= 1;
  else if (length > 25 && text.endsWith("+00:00")) length -= 6;
  if (length < 19 || length > 26) return null;
  const separator = text.charCodeAt(10);
  if ((separator !== 32 && separator !== 84) || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return null;
  const date = text.slice(0, 10);
  if (date !== cachedDate) {
    const parsed = parseInstant(date, Number.MAX_SAFE_INTEGER / 1_000 - DAY_US);
    if ("problem" in parsed || parsed.value === null) return null;
    cachedDate = date;
    cachedMidnightUs = parsed.value;
  }
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  if (!(hour < 24 && minute < 60 && second < 60)) return null;
  let fraction = 0;
  if (length > 19) {
    if (text.charCodeAt(19) !== 46 || length === 20) return null;
    for (let i = 20; i < 26; i += 1) {
      const digit = i < length ? text.charCodeAt(i) - 48 : 0;
      if (digit < 0 || digit > 9) return null;
      fraction = fraction * 10 + digit;
    }
  }
  return cachedMidnightUs + ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction;
}

/** Two digits at a position; NaN where they aren't digits. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
