import { isUtf8 } from "node:buffer";
import { ByteStore } from "./byte-store";
import { TRUNCATED } from "./parse-unit";
import type { BadUnit, Sink, Splitter } from "./unit";

const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;
/** A longer row is one whose quote was never closed. */
const MAX_ROW_BYTES = 256 * 1024;
const DELIMITERS = [",", ";", "\t", "|"];

/** The delimiter that the header has most of, outside of quotes. */
function delimiterOf(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, "");
  const counts = DELIMITERS.map((one) => bare.split(one).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** Fields of one row (RFC 4180). A quote within an unquoted field is a quote. */
function fieldsOf(row: string, delimiter: string): string[] {
  const fields: string[] = [];
  for (let at = 0; ; ) {
    let text = "";
    if (row[at] === '"') {
      for (at += 1; at < row.length; at += 1) {
        if (row[at] !== '"') text += row[at];
        else if (row[at + 1] === '"') {
          text += '"';
          at += 1;
        } else break;
      }
      at += 1;
    }
    const end = row.indexOf(delimiter, at);
    fields.push(text + row.slice(at, end < 0 ? undefined : end));
    if (end < 0) return fields;
    at = end + 1;
  }
}

/**
 * Rows of a CSV in flat memory: comma, semicolon, tab or bar, as its header has them; quoted fields may hold line ends. Each row is one unit, its texts by
 * column name. A row with another number of fields than the header, or with a quote that never ends, is a BadUnit, and reading goes on after its line.
 */
export class CsvSplitter implements Splitter {
  private readonly store = new ByteStore(2 * MAX_ROW_BYTES, 2 * MAX_ROW_BYTES);
  private header: string[] | null = null;
  private delimiter = ",";
  private line = 1;
  private startLine = 1;
  private quoted = false;
  /** At the start of a field a quote opens it; elsewhere it is a letter. */
  private fieldStart = true;
  private afterReturn = false;

  push(bytes: Buffer, out: Sink): void {
    let start = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      if (this.afterReturn) {
        this.afterReturn = false;
        if (byte === NEWLINE) {
          start = at + 1;
          continue;
        }
      }
      if (byte === NEWLINE) this.line += 1;
      if (this.quoted) {
        // A doubled quote closes and opens again.
        if (byte === QUOTE) this.quoted = false;
        this.fieldStart = byte === QUOTE;
      } else if (byte === QUOTE && this.fieldStart) this.quoted = true;
      else if (byte === NEWLINE || byte === RETURN) {
        if (byte === RETURN) this.line += 1;
        this.afterReturn = byte === RETURN;
        this.store.append(bytes, start, at);
        this.row(out, true);
        start = at + 1;
      } else
        this.fieldStart = this.header === null ? DELIMITERS.includes(String.fromCharCode(byte)) : byte === this.delimiter.charCodeAt(0);
      if (this.quoted && this.store.size + at - start >= MAX_ROW_BYTES) {
        this.store.append(bytes, start, at + 1);
        this.giveUp(out);
        start = at + 1;
      }
    }
    this.store.append(bytes, start, bytes.length);
  }

  end(out: Sink): void {
    while (this.quoted) this.giveUp(out);
    this.row(out, false);
  }

  /** A quote that never ends: its line is no row, and what was taken for its field is read again from the next line on. */
  private giveUp(out: Sink): void {
    const held = Buffer.from(this.store.bytes());
    const end = held.indexOf(NEWLINE);
    out.push({ line: this.startLine, problem: "invalid_csv", detail: "a quote begins in this row and does not end", text: "" });
    this.reset();
    this.line = this.startLine + (end < 0 ? 0 : 1);
    this.startLine = this.line;
    if (end >= 0) this.push(held.subarray(end + 1), out);
  }

  private reset(): void {
    this.store.clear();
    this.quoted = false;
    this.fieldStart = true;
    this.afterReturn = false;
  }

  private row(out: Sink, ended: boolean): void {
    const bytes = this.store.bytes();
    const line = this.startLine;
    const { overflowed } = this.store;
    const text = bytes.toString("utf8");
    const isEncoded = !text.includes("\uFFFD") || isUtf8(bytes);
    this.store.clear();
    this.startLine = this.line;
    this.fieldStart = true;
    const bad = (problem: BadUnit["problem"], detail: string) => out.push({ line, problem, detail, text: "" });
    if (overflowed) bad("too_large", `larger than ${MAX_ROW_BYTES.toLocaleString("en-US")} bytes`);
    else if (!isEncoded) bad("invalid_encoding", "not UTF-8 text");
    else if (this.header === null) this.takeHeader(text);
    else {
      const fields = fieldsOf(text, this.delimiter);
      if (fields.every((field) => field.trim() === "")) return;
      const { header } = this;
      while (fields.length > header.length && fields.at(-1)?.trim() === "") fields.pop();
      if (fields.length === header.length)
        out.push({ line, path: "csv", value: Object.fromEntries(header.map((name, i) => [name, fields[i] ?? ""])) });
      else if (fields.length < header.length && !ended) bad("truncated", TRUNCATED);
      else bad("invalid_csv", `the row has ${fields.length} fields, the header ${header.length}`);
    }
  }

  /** Spreadsheets may say the delimiter in a line of its own. A column without a name, or a second one of the same name, is known by its number. */
  private takeHeader(text: string): void {
    if (text.trim() === "" || /^sep=.$/i.test(text.trim())) return;
    this.delimiter = delimiterOf(text);
    const names = fieldsOf(text, this.delimiter).map((name) => name.trim());
    while (names.length > 1 && names.at(-1) === "") names.pop();
    this.header = names.map((name, i) => (name === "" || names.indexOf(name) < i ? `${name} (${i + 1})` : name));
  }
}
