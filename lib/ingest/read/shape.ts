import { isBlank } from "./lines";
import { type ParsedLine, parseLine } from "./parse-unit";

/** How much of an input is looked at to tell lines from documents. A single line longer than this is a document. */
export const SHAPE_BYTES = 1024 * 1024;

export type Shape = "lines" | "document";

/**
 * Decides from the first non-blank lines: one JSON value per line, or documents of which elements are cut out. A first line that is a
 * whole object means lines (a small page on one line is then one unit); a whole array, or something unfinished, a document.
 *
 * @param head The input's first bytes. Gives the same answer for every longer head, or undefined while it is too short to tell.
 * @param ended Is that the whole input?
 * @param told Hears of the first line's text and value where it is an object: a line that was parsed once need not be again.
 */
export function shapeOf(head: Buffer, ended: boolean, told?: (line: ParsedLine) => void): Shape | undefined {
  const full = head.length > SHAPE_BYTES;
  const lines = firstLines(full ? head.subarray(0, SHAPE_BYTES) : head, ended && !full);
  const [first, second, third] = lines;
  if (first === undefined) return full ? "document" : ended ? "lines" : undefined;
  const value = parsed(first);
  if (Array.isArray(value)) return "document";
  if (value !== undefined) {
    told?.({ text: first, value });
    return "lines";
  }
  if (third === undefined && !full && !ended) return undefined;
  return brokenFirstLine(first, second, third) ? "lines" : "document";
}

/** Text that begins with neither brace nor bracket. */
export function seemsCsv(head: Buffer): boolean {
  const first = head.find((byte) => byte !== 32 && byte !== 9 && byte !== 10 && byte !== 13);
  return first !== undefined && first !== 123 && first !== 91;
}

/** A spoiled first line must not turn a log into one broken document: no document has whole objects line after line without commas. */
function brokenFirstLine(first: string, second: string | undefined, third: string | undefined): boolean {
  if (second === undefined || !isObject(second)) return false;
  const couldGoOn = /[[,:]\s*$/.test(first);
  return !couldGoOn || (third !== undefined && isObject(third));
}

function isObject(line: string): boolean {
  const value = parsed(line);
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(line: string): unknown {
  try {
    return parseLine(line, false);
  } catch {
    return undefined;
  }
}

/** The first three non-blank lines that are there to their end. */
function firstLines(head: Buffer, ended: boolean): string[] {
  const lines: string[] = [];
  for (let start = 0; lines.length < 3 && start < head.length; ) {
    const newline = head.indexOf(10, start);
    if (newline < 0 && !ended) break;
    const end = newline < 0 ? head.length : newline;
    const line = head.toString("utf8", start, end);
    if (!isBlank(line)) lines.push(line);
    start = end + 1;
  }
  return lines;
}
