import { type Pico, writePico } from "../lib/pricing";
import type { Tx } from "./client";

const CHUNK = 1 << 16;
const NEEDS_ESCAPE = /[\\\n\r\t\0]/;
const ESCAPES: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "" };

/** A text field of COPY's text format. NUL can't be stored in PostgreSQL and is dropped. */
export function copyText(value: string | null): string {
  if (value == null) return "\\N";
  return NEEDS_ESCAPE.test(value) ? value.replace(/[\\\n\r\t\0]/g, (c) => ESCAPES[c] ?? "") : value;
}

/** An amount in pico-dollars as a numeric field. */
export const copyPico = (pico: Pico | null | undefined): string => (pico == null ? "\\N" : writePico(pico));

/** A number, numeric string or boolean field. */
export function copyValue(value: number | string | boolean | null | undefined): string {
  return value == null ? "\\N" : typeof value === "boolean" ? (value ? "t" : "f") : String(value);
}

/** Epoch milliseconds, with fractions down to a microsecond, as PostgreSQL's timestamp text in UTC. */
export function timestampText(ms: number): string {
  const us = Math.round(ms * 1000);
  const whole = Math.floor(us / 1000);
  return `${new Date(whole).toISOString().slice(0, -1)}${String(us - whole * 1000).padStart(3, "0")}+00`;
}

/** Lines (tab-separated fields, no line end) as chunks of COPY's text format. */
function* textChunks(lines: readonly string[]): Generator<string> {
  let chunk = "";
  for (const line of lines) {
    chunk += line;
    chunk += "\n";
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = "";
  }
  yield chunk;
}

export function copyInto(tx: Tx, table: string, columns: readonly string[], lines: readonly string[]): Promise<void> {
  return copyChunks(tx, `copy ${table} (${columns.join(", ")}) from stdin`, textChunks(lines));
}

export function copyBinary(tx: Tx, table: string, columns: readonly string[], chunks: Iterable<Uint8Array>): Promise<void> {
  return copyChunks(tx, `copy ${table} (${columns.join(", ")}) from stdin (format binary)`, chunks);
}

/** The same bytes, small chunks in one: each is a packet of its own. */
function* coalesced(chunks: Iterable<string | Uint8Array>): Generator<string | Uint8Array> {
  let small: Uint8Array[] = [];
  let bytes = 0;
  for (const chunk of chunks) {
    if (typeof chunk === "string") {
      yield chunk;
      continue;
    }
    if (bytes + chunk.byteLength > CHUNK) {
      if (bytes > 0) yield Buffer.concat(small);
      small = [];
      bytes = 0;
    }
    if (chunk.byteLength > CHUNK) yield chunk;
    else {
      small.push(chunk);
      bytes += chunk.byteLength;
    }
  }
  if (bytes > 0) yield Buffer.concat(small);
}

/**
 * Streams a COPY. What the server finds wrong at its end reaches neither the stream nor the statement's promise: the next statement tells, since the
 * transaction is lost then, and with it the half-copied rows. An error before the end destroys the stream.
 */
async function copyChunks(tx: Tx, statement: string, chunks: Iterable<string | Uint8Array>): Promise<void> {
  const stream = await tx.unsafe(statement).writable();
  const failed = new Promise<never>((_, reject) => stream.once("error", reject));
  failed.catch(() => {});
  const write = async () => {
    for (const chunk of coalesced(chunks)) await new Promise<void>((written) => stream.write(chunk, () => written()));
    stream.end();
    // The end of the COPY must be on its way before another statement is.
    await new Promise(setImmediate);
    await tx.unsafe("select").catch((cause: unknown) => {
      throw new Error(`The database refused the data of "${statement}".`, { cause });
    });
  };
  await Promise.race([write(), failed]);
}
