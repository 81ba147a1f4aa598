/** A unit may have so many bytes where its reader says nothing else. */
export const DEFAULT_MAX_UNIT_BYTES = 16 * 1024 * 1024;
/** Larger chunks are read in steps of this size, so that what is read at once stays small and in the cache. */
export const STEP_BYTES = 64 * 1024;

/** One JSON value cut out of an input. */
export interface Unit {
  /** 1-based line where the unit starts. */
  line: number;
  /** "" = a whole line or document, "csv" = a row, else the element pattern that matched. */
  path: string;
  /** The parsed JSON, or the line of a plain text. In lossless mode numbers are `LosslessNumber`. Strings may hold U+0000. */
  value: unknown;
}

export type Problem = "invalid_json" | "truncated" | "too_large" | "invalid_encoding" | "invalid_csv";

/** A stretch of input that could not be read as a unit. Reading went on after it. */
export interface BadUnit {
  /** 1-based line where the stretch starts. */
  line: number;
  problem: Problem;
  /** One sentence for the user. Never quotes the input. */
  detail: string;
  /** The first 64 KB of the raw text; "" where a document's frame, not an element, is at fault. */
  text: string;
}

export interface ReadOptions {
  /** Element patterns such as "[]", "data[]", "[].data[]", "resourceSpans[].scopeSpans[].spans[]". */
  elements: readonly string[];
  /** Plain text instead of JSON: each line that is not blank is one unit, a string. */
  text?: boolean;
  /** Keep numbers as exact text. */
  lossless: boolean;
  /** What is no JSON is CSV with a header: each row is a unit of path "csv", its texts by column name. */
  csv?: boolean;
  /** Larger units are skipped as `too_large`. Default 16 MB. */
  maxUnitBytes?: number;
}

/** Takes what was read, one after the other; an array is one. */
export interface Sink {
  push(unit: Unit | BadUnit): unknown;
}

/** Turns the bytes of one input, in chunks of any size, into units. `bytes` may be reused by the caller after `push`. */
export interface Splitter {
  push(bytes: Buffer, out: Sink): void;
  /** After the last chunk: what was held back. */
  end(out: Sink): void;
}

export function isBadUnit(unit: Unit | BadUnit): unit is BadUnit {
  return "problem" in unit;
}
