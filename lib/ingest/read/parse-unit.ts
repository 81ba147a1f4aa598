import { isUtf8 } from "node:buffer";
import { StringDecoder } from "node:string_decoder";
import { parse } from "lossless-json";
import type { BadUnit, Problem, Unit } from "./unit";

const KEPT_BYTES = 64 * 1024;
const REPLACEMENT = "\uFFFD";

/** Like JSON.parse, the last of two equal keys wins. */
const LAST_KEY_WINS = { onDuplicateKey: ({ newValue }: { newValue: unknown }) => newValue };

/** Throws a SyntaxError (or a RangeError for nesting too deep) on invalid JSON. */
export function parseJson(text: string, lossless: boolean): unknown {
  return lossless ? parse(text, null, LAST_KEY_WINS) : JSON.parse(text);
}

/**
 * The same for a whole line, which may come from PostgreSQL's COPY in text format: it doubles every backslash of the JSON, and what was \\" then ends
 * its string too early. Throws the first error where that is not it.
 */
export function parseLine(text: string, lossless: boolean): unknown {
  try {
    return parseJson(text, lossless);
  } catch (error) {
    if (!text.includes("\\\\")) throw error;
    try {
      return parseJson(text.replaceAll("\\\\", "\\"), lossless);
    } catch {
      throw error;
    }
  }
}

/** A line that was parsed before its turn, not losslessly. */
export interface ParsedLine {
  text: string;
  value: unknown;
}

/** Parses the whole text of one unit. */
export function readUnit(bytes: Buffer, line: number, path: string, lossless: boolean, parseText = parseJson): Unit | BadUnit {
  const text = bytes.toString("utf8");
  if (text.includes(REPLACEMENT) && !isUtf8(bytes)) return badUnit("invalid_encoding", line, "not UTF-8 text", bytes);
  try {
    return { line, path, value: parseText(text, lossless) };
  } catch (error) {
    return badUnit("invalid_json", line, explain(error, text), bytes);
  }
}

export const TRUNCATED = "the input ends before this value does";

export function tooLarge(line: number, limitBytes: number, head: Buffer): BadUnit {
  return badUnit("too_large", line, `larger than ${limitBytes.toLocaleString("en-US")} bytes`, head);
}

export function badUnit(problem: Problem, line: number, detail: string, bytes: Buffer): BadUnit {
  const text = new StringDecoder("utf8").write(bytes.subarray(0, KEPT_BYTES));
  return { line, problem, detail, text };
}

/** V8 quotes a stretch of the input in some messages; a prompt must not travel in an error. */
function explain(error: unknown, text: string): string {
  if (error instanceof RangeError) return "nested too deeply";
  if (!(error instanceof Error) || text.trim() === "") return "not valid JSON";
  const position = / at position (\d+)/.exec(error.message)?.[1];
  if (position !== undefined) return `not valid JSON at character ${Number(position) + 1}`;
  return /end of JSON input/.test(error.message) ? "not valid JSON: it ends too early" : "not valid JSON";
}
