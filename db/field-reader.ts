import { narrow, type Pico } from "../lib/pricing";
import { unpackId } from "./packed-id";
import { EPOCH_US } from "./postgres-epoch";

const BASE = 10_000n;
/** Digits of a numeric stand for four decimal ones; pico-dollars have twelve decimals, which are three. */
const FRACTION_DIGITS = 3;
const NEGATIVE = 0x4000;

/** Reads a row of COPY's binary format field by field, each as `BinaryRows` wrote it. Null is null in every field. */
export class FieldReader {
  private readonly view: DataView;

  constructor(
    private readonly buffer: Buffer,
    private at: number,
  ) {
    this.view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  }

  int2(): number | null {
    return this.field((at) => this.view.getInt16(at));
  }

  int4(): number | null {
    return this.field((at) => this.view.getInt32(at));
  }

  int8Hex(): string | null {
    return this.field((at) => this.buffer.toString("hex", at, at + 8));
  }

  float4(): number | null {
    return this.field((at) => this.view.getFloat32(at));
  }

  bool(): boolean | null {
    return this.field((at) => this.view.getUint8(at) === 1);
  }

  /** Epoch microseconds. */
  timestamp(): number | null {
    return this.field((at) => Number(this.view.getBigInt64(at)) + EPOCH_US);
  }

  uuid(): string | null {
    return this.field((at) => this.buffer.toString("hex", at, at + 16));
  }

  text(): string | null {
    return this.field((at, length) => this.buffer.toString("utf8", at, at + length));
  }

  packedId(): string | null {
    return this.field((at, length) => unpackId(this.buffer.subarray(at, at + length)));
  }

  jsonb(): string | null {
    return this.field((at, length) => this.buffer.toString("utf8", at + 1, at + length));
  }

  numeric(): Pico | null {
    return this.field((at) => {
      const { view } = this;
      const count = view.getInt16(at);
      const weight = view.getInt16(at + 2);
      let sum = 0n;
      for (let i = 0; i < count; i++) sum += BigInt(view.getInt16(at + 8 + i * 2)) * BASE ** BigInt(weight - i + FRACTION_DIGITS);
      return narrow(view.getUint16(at + 4) === NEGATIVE ? -sum : sum);
    });
  }

  private field<T>(read: (at: number, length: number) => T): T | null {
    const length = this.view.getInt32(this.at);
    const at = this.at + 4;
    this.at = at + Math.max(length, 0);
    return length < 0 ? null : read(at, length);
  }
}
