import { isAscii } from "node:buffer";
import { ByteStore } from "./byte-store";
import { badUnit, type ParsedLine, parseLine, readUnit, TRUNCATED, tooLarge } from "./parse-unit";
import type { Sink, Splitter } from "./unit";

const NEWLINE = 10;
const HEAD_BYTES = 64 * 1024;

/** One JSON value per line. Blank lines are skipped; a bad line is one BadUnit, whatever the next lines hold. `parsed`: of the first line, where it was looked at. */
export class LineSplitter implements Splitter {
  private line = 1;
  private readonly store: ByteStore;

  constructor(
    private readonly lossless: boolean,
    private readonly maxUnitBytes: number,
    private parsed?: ParsedLine,
  ) {
    this.store = new ByteStore(maxUnitBytes, HEAD_BYTES);
  }

  push(bytes: Buffer, out: Sink): void {
    let start = 0;
    if (this.store.size > 0) {
      const end = bytes.indexOf(NEWLINE);
      this.store.append(bytes, 0, end < 0 ? bytes.length : end);
      if (end < 0) return;
      this.stored(out, true);
      this.line++;
      start = end + 1;
    }
    const last = bytes.lastIndexOf(NEWLINE);
    if (last >= start) {
      this.run(bytes.subarray(start, last), out);
      start = last + 1;
    }
    this.store.append(bytes, start, bytes.length);
  }

  end(out: Sink): void {
    this.stored(out, false);
  }

  /**
   * Whole lines at once: one decoding for the run is what makes this as fast as JSON.parse alone. From the first line that needs a
   * closer look (not JSON, not UTF-8, perhaps over the limit) the rest of the run is read line by line from its bytes.
   */
  private run(bytes: Buffer, out: Sink): void {
    const text = bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
    if (bytes.length > this.maxUnitBytes || text.includes("\uFFFD")) {
      this.runBytes(bytes, out);
      return;
    }
    for (let start = 0; ; ) {
      const newline = text.indexOf("\n", start);
      const end = newline < 0 ? text.length : newline;
      const line = text.slice(start, end);
      if (!isBlank(line)) {
        let value: unknown;
        try {
          value = this.parse(line);
        } catch {
          this.runBytes(bytes.subarray(Buffer.byteLength(text.slice(0, start))), out);
          return;
        }
        out.push({ line: this.line, path: "", value });
      }
      this.line++;
      if (newline < 0) return;
      start = newline + 1;
    }
  }

  private parse(text: string): unknown {
    const { parsed } = this;
    if (parsed === undefined) return parseLine(text, this.lossless);
    this.parsed = undefined;
    return parsed.text === text && !this.lossless ? parsed.value : parseLine(text, this.lossless);
  }

  private runBytes(bytes: Buffer, out: Sink): void {
    for (let start = 0; ; ) {
      const newline = bytes.indexOf(NEWLINE, start);
      const end = newline < 0 ? bytes.length : newline;
      this.oneLine(bytes.subarray(start, end), end - start, out, true);
      this.line++;
      if (newline < 0) return;
      start = newline + 1;
    }
  }

  private stored(out: Sink, ended: boolean): void {
    this.oneLine(this.store.bytes(), this.store.size, out, ended);
    this.store.clear();
  }

  private oneLine(bytes: Buffer, size: number, out: Sink, ended: boolean): void {
    if (size > this.maxUnitBytes) out.push(tooLarge(this.line, this.maxUnitBytes, bytes));
    else if (bytes.some((byte) => byte !== 32 && byte !== 13 && byte !== 9)) {
      const unit = readUnit(bytes, this.line, "", this.lossless, (text) => this.parse(text));
      const cut = !ended && "problem" in unit && endsOpen(bytes);
      out.push(cut ? badUnit("truncated", this.line, TRUNCATED, bytes) : unit);
    }
  }
}

/** Only JSON whitespace. */
export function isBlank(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code !== 32 && code !== 13 && code !== 9 && code !== 10) return false;
  }
  return true;
}

/** Does the text begin an object or array which it does not close? Tells a cut-off value from one that is plainly wrong. */
function endsOpen(bytes: Buffer): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < bytes.length; index++) {
    const code = bytes[index];
    if (inString) {
      if (code === 92) index++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) depth--;
  }
  return inString || depth > 0;
}
