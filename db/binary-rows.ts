import type { Pico } from "../lib/pricing";
import { FieldReader } from "./field-reader";
import { hexInto, packInto } from "./packed-id";
import { EPOCH_DAYS, EPOCH_US } from "./postgres-epoch";

const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const END = Buffer.from([0xff, 0xff]);
const FIRST_BYTES = 1 << 16;
const CHUNK = 1 << 17;
/** Room that every field but a text fits into many times over. */
const ROOM = 1 << 12;
const TWO_32 = 4_294_967_296;
const NEGATIVE = 0x4000;
/** Digits of a numeric stand for four decimal ones: twelve decimals are three. */
const BASE = 10_000;
const FRACTION_DIGITS = 3;

/** Buffers of rows that are written and gone: making one anew costs more than filling it. */
const spare: Buffer[] = [];
const SPARE_BUFFERS = 6;
const SPARE_BYTES = 1 << 24;

function roomFor(bytes: number): Buffer {
  const found = spare.findIndex((buffer) => buffer.length >= bytes);
  return found < 0 ? Buffer.allocUnsafeSlow(Math.max(bytes, FIRST_BYTES)) : (spare.splice(found, 1)[0] as Buffer);
}

const viewOf = (buffer: Buffer): DataView => new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
/** Digits of the number that is being written, the lowest first. */
const digits = new Int16Array(32);

/** Rows of COPY's binary format, in one buffer that grows. Null is null in every field. */
export class BinaryRows {
  private buffer: Buffer;
  private view: DataView;
  private end = 0;
  private readonly starts: number[] = [];

  constructor(
    private readonly fields: number,
    bytes = FIRST_BYTES,
  ) {
    this.buffer = roomFor(bytes);
    this.view = viewOf(this.buffer);
  }

  /** Gives the buffer back; the rows are gone. */
  free(): void {
    if (spare.length < SPARE_BUFFERS && this.buffer.length <= SPARE_BYTES && this.buffer.length > 0) spare.push(this.buffer);
    this.buffer = Buffer.alloc(0);
    this.view = viewOf(this.buffer);
    this.starts.length = 0;
    this.end = 0;
  }

  /** Field after field of a row, as they came. */
  reader(row: number): FieldReader {
    return new FieldReader(this.buffer, (this.starts[row] ?? this.end) + 2);
  }

  /** Epoch microseconds of the timestamp that begins `offset` bytes after the row's start. */
  timestampAt(row: number, offset: number): number {
    const at = (this.starts[row] as number) + offset + 4;
    return this.view.getInt32(at) * TWO_32 + this.view.getUint32(at + 4) + EPOCH_US;
  }

  get count(): number {
    return this.starts.length;
  }

  get bytes(): number {
    return this.end;
  }

  /** Begins a row; its fields follow in the order of the columns. */
  row(): void {
    this.reserve(ROOM);
    this.starts.push(this.end);
    this.view.setInt16(this.end, this.fields);
    this.end += 2;
  }

  null(): void {
    this.view.setInt32(this.end, -1);
    this.end += 4;
  }

  int2(value: number | null): void {
    if (value === null) this.null();
    else {
      this.view.setInt32(this.end, 2);
      this.view.setInt16(this.end + 4, value);
      this.end += 6;
    }
  }

  int4(value: number | null): void {
    if (value === null) this.null();
    else {
      this.view.setInt32(this.end, 4);
      this.view.setInt32(this.end + 4, value);
      this.end += 8;
    }
  }

  /** A safe integer. */
  int8(value: number): void {
    const high = Math.floor(value / TWO_32);
    this.view.setInt32(this.end, 8);
    this.view.setInt32(this.end + 4, high);
    this.view.setUint32(this.end + 8, value - high * TWO_32);
    this.end += 12;
  }

  /** 16 hex digits, in lower case. */
  int8Hex(hex: string | null): void {
    if (hex === null) this.null();
    else {
      this.length(8);
      if (hex.length !== 16 || !hexInto(this.buffer, this.end, hex, 0, 16)) throw new RangeError(`not 16 hex digits: ${hex}`);
      this.end += 8;
    }
  }

  float4(value: number | null): void {
    if (value === null) this.null();
    else {
      this.view.setInt32(this.end, 4);
      this.view.setFloat32(this.end + 4, value);
      this.end += 8;
    }
  }

  bool(value: boolean): void {
    this.view.setInt32(this.end, 1);
    this.view.setUint8(this.end + 4, value ? 1 : 0);
    this.end += 5;
  }

  /** Epoch microseconds. */
  timestamp(us: number): void {
    this.int8(us - EPOCH_US);
  }

  /** Days since 1970-01-01. */
  date(day: number): void {
    this.int4(day - EPOCH_DAYS);
  }

  /** 32 hex digits, in lower case. */
  uuid(hex: string | null): void {
    if (hex === null) this.null();
    else {
      this.length(16);
      if (hex.length !== 32 || !hexInto(this.buffer, this.end, hex, 0, 32)) throw new RangeError(`not 32 hex digits: ${hex}`);
      this.end += 16;
    }
  }

  text(value: string | null): void {
    if (value === null) this.null();
    else {
      this.reserve(value.length * 3 + ROOM);
      const bytes = this.buffer.write(value, this.end + 4);
      this.view.setInt32(this.end, bytes);
      this.end += 4 + bytes;
    }
  }

  /** An id in its packed form, as bytea. */
  packedId(id: string | null): void {
    if (id === null) this.null();
    else {
      this.reserve(id.length * 3 + ROOM);
      const bytes = packInto(this.buffer, this.end + 4, id);
      this.view.setInt32(this.end, bytes);
      this.end += 4 + bytes;
    }
  }

  /** JSON text as jsonb. */
  jsonb(value: string | null): void {
    if (value === null) this.null();
    else {
      this.reserve(value.length * 3 + ROOM);
      const bytes = this.buffer.write(value, this.end + 5);
      this.view.setInt32(this.end, bytes + 1);
      this.view.setUint8(this.end + 4, 1);
      this.end += 5 + bytes;
    }
  }

  /** Pico-dollars as numeric with 12 decimals. */
  numeric(pico: Pico | null): void {
    if (pico === null) {
      this.null();
      return;
    }
    let count = 0;
    let rest: Pico = pico < 0 ? -pico : pico;
    while (typeof rest === "bigint") {
      digits[count++] = Number(rest % BigInt(BASE));
      const next: bigint = rest / BigInt(BASE);
      rest = next <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(next) : next;
    }
    while (rest > 0) {
      const next = Math.floor(rest / BASE);
      digits[count++] = rest - next * BASE;
      rest = next;
    }
    let first = 0;
    while (first < count && digits[first] === 0) first++;
    const { view } = this;
    view.setInt32(this.end, 8 + (count - first) * 2);
    view.setInt16(this.end + 4, count - first);
    view.setInt16(this.end + 6, count === 0 ? 0 : count - FRACTION_DIGITS - 1);
    view.setUint16(this.end + 8, pico < 0 ? NEGATIVE : 0);
    view.setInt16(this.end + 10, 12);
    this.end += 12;
    for (let i = count - 1; i >= first; i--) {
      view.setInt16(this.end, digits[i] as number);
      this.end += 2;
    }
  }

  /** Sets the same 32-bit number in all rows, `offset` bytes after their start. */
  setInt4(offset: number, value: number): void {
    for (const start of this.starts) this.view.setInt32(start + offset, value);
  }

  /** The whole COPY in chunks, without the rows for which `skip` is set (by their number). The buffer must not change meanwhile. */
  *chunks(skip?: Uint8Array): Generator<Buffer> {
    yield SIGNATURE;
    for (let row = 0; row < this.count; ) {
      if (skip?.[row]) {
        row += 1;
        continue;
      }
      const from = this.starts[row] ?? this.end;
      let to = from;
      while (row < this.count && !skip?.[row] && to - from < CHUNK) {
        row += 1;
        to = this.starts[row] ?? this.end;
      }
      yield this.buffer.subarray(from, to);
    }
    yield END;
  }

  private length(bytes: number): void {
    this.view.setInt32(this.end, bytes);
    this.end += 4;
  }

  private reserve(bytes: number): void {
    if (this.end + bytes <= this.buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.end + bytes));
    this.buffer.copy(grown, 0, 0, this.end);
    this.buffer = grown;
    this.view = viewOf(grown);
  }
}
