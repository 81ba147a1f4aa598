const FIRST_BYTES = 1 << 15;
/** Room for one number, or for the ids of a session. */
const ROOM = 64;
const LOW = 0x80;

/** Whole numbers and texts one after the other, small numbers in few bytes. */
export class ByteWriter {
  private buffer = Buffer.allocUnsafe(FIRST_BYTES);
  private end = 0;

  /** A safe integer from 0 on. */
  count(value: number): void {
    this.reserve(ROOM);
    let rest = value;
    while (rest >= LOW) {
      this.buffer[this.end++] = (rest % LOW) | LOW;
      rest = Math.floor(rest / LOW);
    }
    this.buffer[this.end++] = rest;
  }

  /** A safe integer of either sign, to half of their range. */
  whole(value: number): void {
    this.count(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** An even number of hex digits, known to the reader. */
  hex(digits: string): void {
    this.reserve(ROOM);
    this.end += this.buffer.write(digits, this.end, "hex");
  }

  text(value: string): void {
    const bytes = Buffer.byteLength(value);
    this.count(bytes);
    this.reserve(bytes);
    this.end += this.buffer.write(value, this.end);
  }

  /** What was written; the next thing written may change it. */
  bytes(): Buffer {
    return this.buffer.subarray(0, this.end);
  }

  private reserve(bytes: number): void {
    if (this.end + bytes <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.end + bytes));
    this.buffer.copy(grown, 0, 0, this.end);
    this.buffer = grown;
  }
}

/** Reads what a `ByteWriter` wrote, in the same order. Throws a RangeError where nothing is left. */
export class ByteReader {
  private at = 0;

  constructor(private readonly buffer: Buffer) {}

  count(): number {
    let value = 0;
    for (let unit = 1; ; unit *= LOW) {
      const byte = this.buffer[this.at++];
      if (byte === undefined) throw new RangeError("the bytes end within a number");
      if (byte < LOW) return value + byte * unit;
      value += (byte - LOW) * unit;
    }
  }

  whole(): number {
    const folded = this.count();
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }

  hex(digits: number): string {
    return this.take("hex", digits / 2);
  }

  text(): string {
    return this.take("utf8", this.count());
  }

  private take(encoding: "hex" | "utf8", bytes: number): string {
    const from = this.at;
    this.at += bytes;
    return this.buffer.toString(encoding, from, this.at);
  }
}
