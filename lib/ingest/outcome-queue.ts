import type { OutcomeFact } from "../facts";
import { mixedContent } from "./identity";
import type { PreparedOutcome } from "./outcome-row";

interface Told {
  last: PreparedOutcome;
  /** Plain content of the last telling. */
  content: string;
  contents: Map<string, number>;
  count: number;
}

/**
 * Outcomes of one batch in the order in which they were told: the later word on an outcome is the newer by a microsecond. The same word twice in a row
 * is one; a word that comes back after another one is a telling of its own.
 */
export class OutcomeQueue {
  readonly rows: PreparedOutcome[] = [];
  /** Tellings that repeat the one before. */
  repeated = 0;
  private readonly told = new Map<string, Told>();

  constructor(private readonly now: number) {}

  add(id: string, plain: string, fact: OutcomeFact): void {
    // The same word at another stated time is another telling, so that tellings in any order end in the same state.
    const content = fact.asOf === null ? plain : mixedContent(plain, `at ${fact.asOf}`);
    const before = this.told.get(id);
    if (before?.content === content) {
      this.repeated += 1;
      return;
    }
    const times = before?.contents.get(content) ?? 0;
    if (times > 0 && fact.asOf !== null) {
      this.repeated += 1;
      return;
    }
    const row: PreparedOutcome = {
      id,
      content: times === 0 ? content : mixedContent(content, `again ${times}`),
      asOf: fact.asOf ?? this.now + Math.min(before?.count ?? 0, 999) / 1000,
      dated: fact.asOf !== null,
      last: true,
      fact,
    };
    if (before) before.last.last = false;
    const contents = before?.contents ?? new Map<string, number>();
    this.told.set(id, { last: row, content, contents: contents.set(content, times + 1), count: (before?.count ?? 0) + 1 });
    this.rows.push(row);
  }
}
