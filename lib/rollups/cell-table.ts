import type { ByteReader, ByteWriter } from "./bytes";

/** Few: a push of a hundred calls opens a table for every rollup. */
const FIRST_CELLS = 16;

/** Sums by a key of whole numbers: an open hash table over plain arrays, since millions of small additions go through it. */
export class CellTable {
  /** `keyWidth` 32-bit numbers of each cell, one cell after the other. */
  keys: Int32Array;
  /** `width` sums of each cell. */
  sums: Float64Array;
  size = 0;
  /** Cell number + 1 at its hash; 0 is free. */
  private slots: Int32Array;

  constructor(
    readonly keyWidth: number,
    readonly width: number,
  ) {
    this.keys = new Int32Array(FIRST_CELLS * keyWidth);
    this.sums = new Float64Array(FIRST_CELLS * width);
    this.slots = new Int32Array(FIRST_CELLS * 4);
  }

  /** Number of the cell with this key; made where there is none, with sums of 0. */
  cell(key: Int32Array): number {
    const slot = this.slotOf(key);
    const found = (this.slots[slot] as number) - 1;
    return found < 0 ? this.insert(key, slot) : found;
  }

  /** Number of the cell with this key; −1 where there is none. */
  find(key: Int32Array): number {
    return (this.slots[this.slotOf(key)] as number) - 1;
  }

  /** Where the cell with this key stands, or would stand. */
  private slotOf(key: Int32Array): number {
    const { keyWidth, keys, slots } = this;
    const mask = slots.length - 1;
    let slot = hashOf(key, 0, keyWidth) & mask;
    for (;;) {
      const found = (slots[slot] as number) - 1;
      if (found < 0) return slot;
      let i = 0;
      while (i < keyWidth && keys[found * keyWidth + i] === key[i]) i++;
      if (i === keyWidth) return slot;
      slot = (slot + 1) & mask;
    }
  }

  /** Adds values to a cell: those at `places`, ascending, of which the first `count` hold; places beyond the width are left out. */
  add(cell: number, values: Float64Array, places: Int32Array, count: number): void {
    const { sums, width } = this;
    const at = cell * width;
    for (let i = 0; i < count; i++) {
      const place = places[i] as number;
      if (place >= width) return;
      sums[at + place] = (sums[at + place] as number) + (values[place] as number);
    }
  }

  /** Adds to the first sum of a cell. */
  increment(cell: number, by: number): void {
    this.sums[cell * this.width] = (this.sums[cell * this.width] as number) + by;
  }

  /** Whether what was added to a cell came to nothing. */
  isZero(cell: number): boolean {
    const { sums, width } = this;
    for (let i = cell * width; i < (cell + 1) * width; i++) if (sums[i] !== 0) return false;
    return true;
  }

  /** Writes every cell: its key, and which of its sums are not zero. */
  pack(out: ByteWriter): void {
    const { keys, keyWidth, sums, width, size } = this;
    out.count(size);
    for (let cell = 0; cell < size; cell++) {
      for (let i = 0; i < keyWidth; i++) out.whole(keys[cell * keyWidth + i] as number);
      let filled = 0;
      for (let i = 0; i < width; i++) if (sums[cell * width + i] !== 0) filled += 1;
      out.count(filled);
      for (let i = 0; i < width; i++) {
        const sum = sums[cell * width + i] as number;
        if (sum === 0) continue;
        out.count(i);
        out.whole(sum);
      }
    }
  }

  /** Adds packed cells. `places`: where each packed sum belongs here, −1 for nowhere; default: where it was. */
  absorb(from: ByteReader, places?: Int32Array): void {
    const key = new Int32Array(this.keyWidth);
    for (let left = from.count(); left > 0; left--) {
      for (let i = 0; i < key.length; i++) key[i] = from.whole();
      const at = this.cell(key) * this.width;
      for (let filled = from.count(); filled > 0; filled--) {
        const packed = from.count();
        const sum = from.whole();
        const place = places ? (places[packed] ?? -1) : packed;
        if (place >= 0 && place < this.width) this.sums[at + place] = (this.sums[at + place] as number) + sum;
      }
    }
  }

  private insert(key: Int32Array, slot: number): number {
    const cell = this.size;
    this.size += 1;
    if (this.size * this.keyWidth > this.keys.length) this.grow();
    for (let i = 0; i < this.keyWidth; i++) this.keys[cell * this.keyWidth + i] = key[i] as number;
    if (this.size * 4 > this.slots.length) this.rehash();
    else this.slots[slot] = cell + 1;
    return cell;
  }

  private grow(): void {
    const keys = new Int32Array(this.keys.length * 2);
    keys.set(this.keys);
    this.keys = keys;
    const sums = new Float64Array(this.sums.length * 2);
    sums.set(this.sums);
    this.sums = sums;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let cell = 0; cell < this.size; cell++) {
      let slot = hashOf(this.keys, cell * this.keyWidth, this.keyWidth) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = cell + 1;
    }
  }
}

function hashOf(key: Int32Array, from: number, length: number): number {
  let hash = 0;
  for (let i = from; i < from + length; i++) hash = Math.imul(hash ^ (key[i] as number), 0x9e3779b1) ^ (hash >>> 15);
  return (hash ^ (hash >>> 16)) >>> 0;
}
