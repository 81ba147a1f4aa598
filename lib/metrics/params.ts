import type { Day } from "../time";

/** Collects the parameters of one statement; each method gives SQL text that refers to the value. All travel as text. */
export class Params {
  readonly values: string[] = [];

  text(value: string): string {
    this.values.push(value);
    return `$${this.values.length}::text`;
  }

  day(day: Day): string {
    return `(${this.text(day)})::date`;
  }

  /** Epoch ms. */
  instant(at: number): string {
    return `(${this.text(new Date(at).toISOString())})::timestamptz`;
  }

  integers(numbers: readonly number[]): string {
    return `(${this.text(`{${numbers.join(",")}}`)})::integer[]`;
  }

  list(texts: readonly string[], type: "date" | "timestamptz"): string {
    return `(${this.text(`{${texts.join(",")}}`)})::${type}[]`;
  }
}
