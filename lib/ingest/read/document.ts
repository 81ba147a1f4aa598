import { DocumentFrame } from "./frame";
import type { ReadOptions, Sink, Splitter } from "./unit";

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const NEWLINE = 10;

/** 1 = a byte that ends a plain stretch. */
const STOPS_STRING = table([QUOTE, BACKSLASH, NEWLINE]);
const STOPS_SKIP = table([QUOTE, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT, NEWLINE]);
const SPACE = table([32, 9, 13, NEWLINE]);
const STOPS_SCALAR = table([32, 9, 13, NEWLINE, QUOTE, COMMA, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT]);
const STOPS_LOOSE = table([NEWLINE]);

function table(stops: number[]): Uint8Array {
  const flags = new Uint8Array(256);
  for (const stop of stops) flags[stop] = 1;
  return flags;
}

/**
 * Cuts the elements out of JSON documents of any size: pretty-printed, on one line, or one after the other. It looks at brackets,
 * strings and the names of members on the way to an element; the rest is judged by the parser, element by element.
 *
 * A string ends at a raw line break at the latest (no valid JSON has one), so that a missing quote spoils one line and not the rest.
 */
export class DocumentSplitter implements Splitter {
  private readonly frame: DocumentFrame;
  private inString = false;
  private escaped = false;
  private inScalar = false;
  /** The last byte before this chunk that is not whitespace. */
  private before = 0;
  private bytes: Buffer = Buffer.alloc(0);

  constructor(options: ReadOptions, maxUnitBytes: number) {
    this.frame = new DocumentFrame(options.elements, options.lossless, maxUnitBytes);
  }

  push(bytes: Buffer, out: Sink): void {
    this.bytes = bytes;
    this.frame.begin(bytes, out);
    for (let at = 0; at < bytes.length; ) {
      if (this.inString) at = this.string(at);
      else if (this.inScalar) at = this.scalar(at);
      else if (this.frame.skipping) at = this.skip(at);
      else at = this.structure(at);
    }
    this.before = this.significantBefore(bytes.length);
    this.frame.pause();
  }

  end(out: Sink): void {
    this.bytes = Buffer.alloc(0);
    this.frame.begin(this.bytes, out);
    if (this.inScalar && this.frame.depth === 0) this.frame.scalarEnds(0);
    this.frame.end();
  }

  /** A value, comma, colon or bracket on the way to an element. */
  private structure(at: number): number {
    const byte = this.bytes[at] ?? 0;
    if (byte === NEWLINE) this.frame.line++;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.frame.open(byte, at);
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.frame.close(byte, at);
    else if (byte === COMMA) this.frame.comma();
    else if (byte === COLON) this.frame.colon();
    else if (SPACE[byte] === 0) {
      this.inString = byte === QUOTE && this.frame.depth > 0;
      this.inScalar = !this.inString;
      if (this.inString) this.frame.stringBegins(at);
      else this.frame.scalarBegins(at);
    }
    return at + 1;
  }

  /** The hot loop: everything inside an element, of which only the brackets count. */
  private skip(from: number): number {
    const { bytes, frame } = this;
    const length = bytes.length;
    let at = from;
    while (at < length) {
      while (at < length && STOPS_SKIP[bytes[at] as number] === 0) at++;
      if (at >= length) return at;
      const byte = bytes[at] as number;
      if (byte === QUOTE) {
        this.inString = true;
        at = this.string(at + 1);
        continue;
      }
      if (byte === NEWLINE) frame.line++;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        frame.close(byte, at);
        if (!frame.skipping) return at + 1;
      } else {
        if (frame.inObject && this.significantBefore(at) !== COLON && frame.restart(at)) return at;
        frame.open(byte, at);
      }
      at++;
    }
    return at;
  }

  /** From inside a string to behind its closing quote. */
  private string(from: number): number {
    const { bytes } = this;
    const length = bytes.length;
    let at = from;
    while (at < length) {
      if (this.escaped) {
        this.escaped = false;
        if (bytes[at] !== NEWLINE) at++;
        continue;
      }
      while (at < length && STOPS_STRING[bytes[at] as number] === 0) at++;
      if (at >= length) return at;
      const byte = bytes[at];
      if (byte === BACKSLASH) this.escaped = true;
      else {
        this.inString = false;
        if (byte === NEWLINE) this.frame.fault("a string is not closed on its line");
        if (!this.frame.skipping) this.frame.stringEnds(at, byte === QUOTE);
        return byte === QUOTE ? at + 1 : at;
      }
      at++;
    }
    return at;
  }

  /** A number, true, false, null; between documents, whatever stands on the line. */
  private scalar(from: number): number {
    const stops = this.frame.depth === 0 ? STOPS_LOOSE : STOPS_SCALAR;
    let at = from;
    while (at < this.bytes.length && stops[this.bytes[at] as number] === 0) at++;
    if (at >= this.bytes.length) return at;
    this.inScalar = false;
    this.frame.scalarEnds(at);
    return at;
  }

  private significantBefore(end: number): number {
    for (let at = end - 1; at >= 0; at--) {
      const byte = this.bytes[at] as number;
      if (SPACE[byte] === 0) return byte;
    }
    return this.before;
  }
}
