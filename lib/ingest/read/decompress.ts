import { createGunzip, type Gunzip } from "node:zlib";
import { AppError } from "../../errors";

/** A step of compressed input; what one step unpacks to (at most about 1,000 times as much) is held at once. */
const STEP_BYTES = 16 * 1024;
const OUTPUT_BYTES = 256 * 1024;

/**
 * Unpacks gzip (also several members in a row), known by its first two bytes; anything else passes as it is.
 * Throws `invalid` where the data is cut off or damaged, after everything that could be unpacked.
 */
export async function* decompress(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let gunzip: Unpacker | undefined;
  let held: Buffer | undefined = Buffer.alloc(0);
  try {
    for await (const chunk of input) {
      let bytes: Uint8Array = chunk;
      if (held) {
        held = Buffer.concat([held, chunk]);
        if (held.length < 2) continue;
        bytes = held;
        held = undefined;
        if (bytes[0] === 0x1f && bytes[1] === 0x8b) gunzip = new Unpacker();
      }
      if (!gunzip) {
        yield bytes;
        continue;
      }
      for (let at = 0; at < bytes.length; at += STEP_BYTES) yield* gunzip.unpack(bytes.subarray(at, at + STEP_BYTES));
    }
    if (held && held.length > 0) yield held;
    if (gunzip) yield* gunzip.finish();
  } finally {
    gunzip?.close();
  }
}

/**
 * Node's own iteration over a Gunzip drops what it has unpacked when the data turns out damaged; here every piece is collected as it comes,
 * and input is given in small steps instead of back-pressure.
 */
class Unpacker {
  private readonly gunzip: Gunzip = createGunzip({ chunkSize: OUTPUT_BYTES });
  private pieces: Uint8Array[] = [];
  private error: Error | undefined;
  private ended = false;
  private wake: () => void = () => {};

  constructor() {
    this.gunzip.on("data", (piece: Uint8Array) => this.pieces.push(piece));
    this.gunzip.on("error", (error) => {
      this.error = error;
      this.wake();
    });
    this.gunzip.on("end", () => {
      this.ended = true;
      this.wake();
    });
  }

  async *unpack(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
    await this.until((done) => this.gunzip.write(bytes, () => done()));
    yield* this.drain();
  }

  async *finish(): AsyncGenerator<Uint8Array, void, undefined> {
    if (!this.ended) await this.until(() => this.gunzip.end());
    yield* this.drain();
  }

  close(): void {
    this.gunzip.destroy();
  }

  private async until(start: (done: () => void) => void): Promise<void> {
    if (this.error) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      start(resolve);
    });
  }

  private *drain(): Generator<Uint8Array, void, undefined> {
    const { pieces } = this;
    this.pieces = [];
    yield* pieces;
    if (!this.error) return;
    const cut = "code" in this.error && this.error.code === "Z_BUF_ERROR";
    const message = cut
      ? "The gzip data is cut off: copy or download the file again."
      : "The gzip data is damaged: copy or download the file again.";
    throw new AppError("invalid", message, { cause: this.error });
  }
}
