import { CsvSplitter } from "./csv";
import { DocumentSplitter } from "./document";
import { LineSplitter } from "./lines";
import type { ParsedLine } from "./parse-unit";
import { SHAPE_BYTES, seemsCsv, shapeOf } from "./shape";
import { MAX_LINE_BYTES, TextSplitter } from "./text";
import { type BadUnit, DEFAULT_MAX_UNIT_BYTES, type ReadOptions, type Sink, type Splitter, STEP_BYTES, type Unit } from "./unit";

const BOM = [0xef, 0xbb, 0xbf];

/**
 * Reads JSON (and, where asked for, CSV) of any size in flat memory: one value per line, or documents (also several, one after the other) of which the elements that
 * match a pattern are cut out. A document without such an element is one unit, path "". Where one pattern leads further into the
 * elements of another, an outer element is given only if it holds no inner one.
 *
 * Gives the units to `sink` in input order, each before the next one is parsed, and yields after every step of the input. What can't be read is a BadUnit,
 * and reading goes on. If `input` throws, the units read so far come first, then the error.
 */
export async function* readInto(input: AsyncIterable<Uint8Array>, options: ReadOptions, sink: Sink): AsyncGenerator<void, void, undefined> {
  const iterator = input[Symbol.asyncIterator]();
  const start = new Start(options);
  let splitter: Splitter | undefined;
  let open = true;
  try {
    while (open) {
      const { bytes, failure } = await nextBytes(iterator);
      open = bytes !== undefined;
      let unread = bytes ?? Buffer.alloc(0);
      if (!splitter) {
        splitter = start.add(unread, !open);
        if (!splitter) continue;
        unread = start.taken();
      }
      for (let at = 0; at < unread.length; at += STEP_BYTES) {
        splitter.push(unread.subarray(at, at + STEP_BYTES), sink);
        yield;
      }
      if (!open) {
        splitter.end(sink);
        yield;
      }
      if (failure) throw failure.error;
    }
  } finally {
    if (open) await iterator.return?.();
  }
}

/** The same in batches, never an empty one. */
export async function* readUnits(
  input: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<(Unit | BadUnit)[], void, undefined> {
  let batch: (Unit | BadUnit)[] = [];
  for await (const _ of readInto(input, options, { push: (unit) => batch.push(unit) })) {
    if (batch.length === 0) continue;
    yield batch;
    batch = [];
  }
}

async function nextBytes(iterator: AsyncIterator<Uint8Array>): Promise<{ bytes?: Buffer; failure?: { error: unknown } }> {
  try {
    const next = await iterator.next();
    if (next.done) return {};
    const { buffer, byteOffset, byteLength } = next.value;
    return { bytes: Buffer.from(buffer, byteOffset, byteLength) };
  } catch (error) {
    return { failure: { error } };
  }
}

/** Holds the first bytes until they tell which splitter reads on. */
class Start {
  private chunks: Buffer[] = [];
  private size = 0;
  private lookAt = 0;

  constructor(private readonly options: ReadOptions) {}

  add(bytes: Buffer, ended: boolean): Splitter | undefined {
    this.chunks.push(bytes);
    this.size += bytes.length;
    if (!ended && this.size < this.lookAt) return undefined;
    if (this.options.text) return this.textSplitter(ended);
    // Looking again only at twice the size keeps tiny chunks from costing a look each.
    this.lookAt = Math.min(this.size * 2, SHAPE_BYTES + 1);
    const head = this.joined(ended);
    if (head && this.options.csv && seemsCsv(head)) return new CsvSplitter();
    let first: ParsedLine | undefined;
    const shape =
      head &&
      shapeOf(head, ended, (line) => {
        first = line;
      });
    if (!shape) return undefined;
    const maxUnitBytes = this.options.maxUnitBytes ?? DEFAULT_MAX_UNIT_BYTES;
    return shape === "lines"
      ? new LineSplitter(this.options.lossless, maxUnitBytes, first)
      : new DocumentSplitter(this.options, maxUnitBytes);
  }

  /** Lines need no look at their shape, only the byte order mark whole. */
  private textSplitter(ended: boolean): Splitter | undefined {
    return this.joined(ended) && new TextSplitter(this.options.maxUnitBytes ?? MAX_LINE_BYTES);
  }

  /** The bytes held, without a byte order mark; forgets them. */
  taken(): Buffer {
    const head = this.joined(true) ?? Buffer.alloc(0);
    this.chunks = [];
    return head;
  }

  private joined(ended: boolean): Buffer | undefined {
    if (this.size < BOM.length && !ended) return undefined;
    const all = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks);
    if (!all) return undefined;
    this.chunks = [all];
    return BOM.every((byte, index) => all[index] === byte) ? all.subarray(BOM.length) : all;
  }
}
