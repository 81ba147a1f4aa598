import type { Day, Range } from "../time";

/** Half a day: longer parts of days are told by what is beyond them. */
const MOST_FACTS_MS = 12 * 3_600_000;

/**
 * Collects the parameters of one statement; each method gives SQL text that refers to the value. A parameter has its own type: a cast from text
 * would be done again for every row.
 */
export class Params {
  readonly values: string[] = [];
  private longestMs = 0;

  /** Notes a range whose single facts, or machines' rows, the statement reads. */
  reads({ from, to }: Range): void {
    this.longestMs = Math.max(this.longestMs, to - from);
  }

  /** Whether one plan is as good as another whatever the range: cells of rollups, and no more single facts than those at the ends of a range. */
  get isPlannedOnce(): boolean {
    return this.longestMs <= MOST_FACTS_MS;
  }

  text(value: string): string {
    return this.add(value, "text");
  }

  day(day: Day): string {
    return this.add(day, "date");
  }

  /** Epoch ms. */
  instant(at: number): string {
    return this.add(new Date(at).toISOString(), "timestamptz");
  }

  integers(numbers: readonly number[]): string {
    return this.add(`{${numbers.join(",")}}`, "integer[]");
  }

  /** Words of a closed list: nothing that would need quoting. */
  words(words: readonly string[]): string {
    return this.add(`{${words.map((word) => `"${word}"`).join(",")}}`, "text[]");
  }

  /** As `storedBucket` writes it. */
  bucket(text: string, type: "date" | "timestamptz"): string {
    return this.add(text, type);
  }

  list(texts: readonly string[], type: "date" | "timestamptz"): string {
    return this.add(`{${texts.join(",")}}`, `${type}[]`);
  }

  private add(value: string, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}
