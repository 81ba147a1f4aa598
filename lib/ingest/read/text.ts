import { isUtf8 } from "node:buffer";
import { ByteStore } from "./byte-store";
import { badUnit, tooLarge } from "./parse-unit";
import type { Sink, Splitter } from "./unit";

const NEWLINE = 10;
const HEAD_BYTES = 4 * 1024;
/** No line of a text that people or machines read is longer. */
export const MAX_LINE_BYTES = 1024 * 1024;

/** Each line that is not blank is one unit, a string without its line end. Bytes that are no UTF-8 spoil their line alone. */
export class TextSplitter implements Splitter {
  private line = 1;
  private readonly store: ByteStore;

  constructor(private readonly maxUnitBytes: number) {
    this.store = new ByteStore(maxUnitBytes, HEAD_BYTES);
  }

  push(bytes: Buffer, out: Sink): void {
    let start = 0;
    if (this.store.size > 0) {
      const end = bytes.indexOf(NEWLINE);
      this.store.append(bytes, 0, end < 0 ? bytes.length : end);
      if (end < 0) return;
      this.stored(out);
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
    if (this.store.size > 0) this.stored(out);
  }

  /** Whole lines at once: one decoding for the run. */
  private run(bytes: Buffer, out: Sink): void {
    const text = bytes.toString("utf8");
    if (text.includes("\uFFFD") || bytes.length > this.maxUnitBytes) {
      for (let start = 0; start <= bytes.length; ) {
        const newline = bytes.indexOf(NEWLINE, start);
        const end = newline < 0 ? bytes.length : newline;
        this.bytes(bytes.subarray(start, end), out);
        start = end + 1;
      }
      return;
    }
    for (const line of text.split("\n")) this.text(line, out);
  }

  private stored(out: Sink): void {
    if (this.store.overflowed) {
      out.push(tooLarge(this.line, this.maxUnitBytes, this.store.bytes()));
      this.line++;
    } else this.bytes(this.store.bytes(), out);
    this.store.clear();
  }

  private bytes(bytes: Buffer, out: Sink): void {
    if (bytes.length > this.maxUnitBytes) {
      out.push(tooLarge(this.line, this.maxUnitBytes, bytes.subarray(0, HEAD_BYTES)));
      this.line++;
    } else if (isUtf8(bytes)) this.text(bytes.toString("utf8"), out);
    else {
      out.push(badUnit("invalid_encoding", this.line, "not UTF-8 text", bytes));
      this.line++;
    }
  }

  private text(line: string, out: Sink): void {
    const value = line.trim();
    if (value !== "") out.push({ line: this.line, path: "", value });
    this.line++;
  }
}
