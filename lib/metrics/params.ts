import type { Day } from "../time";

/**
 * Collects the parameters of one statement; each method gives SQL text that refers to the value. A parameter has its own type: a cast from text
 * would be done again for every row.
 */
export class Params {
  readonly values: string[] = [];

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
