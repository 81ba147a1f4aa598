import { CellTable } from "../rollups";

const ID_WORDS = 4;
const CONTENT_WORDS = 2;

/** Identity and content of the records of a batch, in bytes: as texts in a map they are most of what outlives a record while it is read. */
export class Seen {
  private readonly contents = new CellTable(ID_WORDS, CONTENT_WORDS);
  private readonly id = new Int32Array(ID_WORDS);
  private readonly content = new Int32Array(CONTENT_WORDS);

  /** `id`: 32 hex digits; `content`: 16. Tells whether the record is new here, and if not, whether it had the same content; keeps what came first. */
  take(id: string, content: string): "new" | "same" | "other" {
    const { contents } = this;
    this.read(id, content);
    const before = contents.size;
    const cell = contents.cell(this.id);
    if (contents.size === before) return this.isSame(cell) ? "same" : "other";
    for (let i = 0; i < CONTENT_WORDS; i++) contents.sums[cell * CONTENT_WORDS + i] = this.content[i] as number;
    return "new";
  }

  /** Whether the record is here with this content. */
  holds(id: string, content: string): boolean {
    this.read(id, content);
    const cell = this.contents.find(this.id);
    return cell >= 0 && this.isSame(cell);
  }

  private isSame(cell: number): boolean {
    for (let i = 0; i < CONTENT_WORDS; i++) if (this.contents.sums[cell * CONTENT_WORDS + i] !== this.content[i]) return false;
    return true;
  }

  private read(id: string, content: string): void {
    for (let i = 0; i < ID_WORDS; i++) this.id[i] = wordOf(id, i * 8);
    for (let i = 0; i < CONTENT_WORDS; i++) this.content[i] = wordOf(content, i * 8);
  }
}

/** 32 bits of 8 hex digits in lower case. */
function wordOf(hex: string, from: number): number {
  let word = 0;
  for (let i = from; i < from + 8; i++) {
    const code = hex.charCodeAt(i);
    word = (word << 4) | (code < 58 ? code - 48 : code - 87);
  }
  return word;
}
