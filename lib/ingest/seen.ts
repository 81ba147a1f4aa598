import { CellTable } from "../rollups";

const ID_WORDS = 4;
const CONTENT_WORDS = 2;

/** Identity and content of the records of a batch, in bytes: as texts in a map they are most of what outlives a record while it is read. */
export class Seen {
  private readonly contents = new CellTable(ID_WORDS, CONTENT_WORDS);
  private readonly id = new Int32Array(ID_WORDS);
  private readonly content = new Int32Array(CONTENT_WORDS);

  /** `before`: the records of the batch before, which are known with the content that they had there; until `forgetBefore`. */
  constructor(private before?: Seen) {}

  /** `id`: 32 hex digits; `content`: 16. Tells whether the record is new, and if not, whether it had the same content; keeps what came first. */
  take(id: string, content: string): "new" | "same" | "other" {
    const { contents } = this;
    for (let i = 0; i < ID_WORDS; i++) this.id[i] = wordOf(id, i * 8);
    for (let i = 0; i < CONTENT_WORDS; i++) this.content[i] = wordOf(content, i * 8);
    const size = contents.size;
    const cell = contents.cell(this.id);
    if (contents.size === size) return this.holds(cell, this.content) ? "same" : "other";
    for (let i = 0; i < CONTENT_WORDS; i++) contents.sums[cell * CONTENT_WORDS + i] = this.content[i] as number;
    const earlier = this.before?.contents.find(this.id) ?? -1;
    return earlier >= 0 && this.before?.holds(earlier, this.content) ? "same" : "new";
  }

  forgetBefore(): void {
    this.before = undefined;
  }

  private holds(cell: number, content: Int32Array): boolean {
    for (let i = 0; i < CONTENT_WORDS; i++) if (this.contents.sums[cell * CONTENT_WORDS + i] !== content[i]) return false;
    return true;
  }
}

/** 32 bits of 8 hex digits in lower case. */
function wordOf(hex: string, from: number): number {
  let word = 0;
  for (let i = from; i < from + 8; i++) {
    const code = hex.charCodeAt(i);
    // Without a branch that half of all digits take: letters have bit 6 set, and end in 1 for ten.
    word = (word << 4) | ((code & 15) + (code >> 6) * 9);
  }
  return word;
}
