const FIRST_BYTES = 4096;
const KEPT_BYTES = 1024 * 1024;

/**
 * Collects a unit that spans chunks. Past `limit` bytes it keeps only the first `head` bytes and counts on, so that memory stays flat.
 * Copies, so a chunk is never held and many tiny chunks cost no objects.
 */
export class ByteStore {
  private buffer: Buffer = Buffer.allocUnsafe(0);
  private kept = 0;
  /** Bytes seen, kept or not. */
  size = 0;

  constructor(
    private readonly limit: number,
    private readonly head: number,
  ) {}

  get overflowed(): boolean {
    return this.size > this.limit;
  }

  append(bytes: Buffer, start: number, end: number): void {
    if (end <= start) return;
    const wasOver = this.overflowed;
    this.size += end - start;
    const length = this.overflowed ? Math.min(Math.max(0, this.head - this.kept), end - start) : end - start;
    if (length > 0) {
      this.reserve(this.kept + length);
      bytes.copy(this.buffer, this.kept, start, start + length);
      this.kept += length;
    }
    if (!wasOver && this.overflowed) {
      this.kept = Math.min(this.kept, this.head);
      // A copy, so that what was collected up to the limit is let go.
      this.buffer = Buffer.from(this.buffer.subarray(0, this.kept));
    }
  }

  /** What is kept; valid until the next call of `append` or `clear`. */
  bytes(): Buffer {
    return this.buffer.subarray(0, this.kept);
  }

  clear(): void {
    this.size = 0;
    this.kept = 0;
    if (this.buffer.length > KEPT_BYTES) this.buffer = Buffer.allocUnsafe(0);
  }

  private reserve(length: number): void {
    if (length <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(length, this.buffer.length * 2, FIRST_BYTES));
    this.buffer.copy(grown, 0, 0, this.kept);
    this.buffer = grown;
  }
}
