import { once } from "node:events";
import type { Tx } from "../../db/client";

const CHUNK = 1 << 16;
const NEEDS_ESCAPE = /[\\\n\r\t\0]/;
const ESCAPES: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "" };

/** A text field of COPY's text format. NUL can't be stored in PostgreSQL and is dropped. */
export function copyText(value: string | null): string {
  if (value == null) return "\\N";
  return NEEDS_ESCAPE.test(value) ? value.replace(/[\\\n\r\t\0]/g, (c) => ESCAPES[c] ?? "") : value;
}

/** A number, numeric string or boolean field. */
export function copyValue(value: number | string | boolean | null | undefined): string {
  return value == null ? "\\N" : typeof value === "boolean" ? (value ? "t" : "f") : String(value);
}

/**
 * Streams lines (tab-separated fields, no line end) into `table`. A server error in the middle of a COPY does not always reach the stream, so
 * the wait has a limit; the transaction is lost then, and with it the half-copied rows.
 */
export async function copyInto(
  tx: Tx,
  table: string,
  columns: readonly string[],
  lines: readonly string[],
  limitMs = 120_000,
): Promise<void> {
  const stream = await tx.unsafe(`copy ${table} (${columns.join(", ")}) from stdin`).writable();
  let timer: NodeJS.Timeout | undefined;
  const failed = new Promise<never>((_, reject) => {
    stream.once("error", reject);
    timer = setTimeout(() => reject(new Error(`copying into ${table} took longer than ${limitMs} ms`)), limitMs);
  });
  failed.catch(() => {});
  const write = async () => {
    let chunk = "";
    for (const line of lines) {
      chunk += line;
      chunk += "\n";
      if (chunk.length < CHUNK) continue;
      if (!stream.write(chunk)) await once(stream, "drain");
      chunk = "";
    }
    const finished = once(stream, "finish");
    stream.end(chunk);
    await finished;
  };
  try {
    await Promise.race([write(), failed]);
  } finally {
    clearTimeout(timer);
  }
}
