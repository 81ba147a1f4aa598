import { withoutPrompts } from "../collectors/without-prompts";
import { type Fact, REJECT_REASONS, type RecordOutcome, type RejectReason, type Sample, type SpanLink } from "../facts";
import { storable } from "./storable";

const MAX_RECORD = 64 * 1024;

export interface Rejection {
  line: number;
  reason: RejectReason;
  detail: string;
  /** The record without prompts, at most 64 KB. */
  record: string;
}

/** Outcomes of records since the last write, in order. */
export class Batch {
  readonly facts: Fact[] = [];
  /** What monitors measured, with how many records each is made of. */
  readonly samples: { sample: Sample; records: number }[] = [];
  /** Of spans that are no calls. */
  readonly links: SpanLink[] = [];
  readonly rejections: Rejection[] = [];
  readonly ignored: Record<string, number> = {};
  read = 0;

  /** Facts of records that were counted before: the next round of their batch. */
  static ofLater(facts: readonly Fact[]): Batch {
    const batch = new Batch();
    for (const fact of facts) batch.facts.push(fact);
    return batch;
  }

  add(outcome: RecordOutcome, line: number): void {
    this.read += "sample" in outcome ? outcome.records : 1;
    const kept = "fact" in outcome ? storable(outcome.fact) : null;
    if (kept && "fact" in kept) {
      // A call tells its parent itself.
      this.facts.push(kept.fact);
      return;
    }
    if (outcome.link) this.links.push(outcome.link);
    if ("rejected" in outcome) this.reject(line, outcome.rejected, outcome.detail, outcome.record);
    else if ("ignored" in outcome) this.ignored[outcome.ignored] = (this.ignored[outcome.ignored] ?? 0) + 1;
    else if ("sample" in outcome) this.samples.push({ sample: outcome.sample, records: outcome.records });
    else if (kept) this.reject(line, kept.problem, kept.detail, outcome.fact);
  }

  /** A stretch of input that is no record at all. */
  addUnreadable(line: number, reason: RejectReason, detail: string, text: string): void {
    this.read += 1;
    this.rejections.push({ line, reason, detail: detail || REJECT_REASONS[reason], record: beforePrompts(text).slice(0, MAX_RECORD) });
  }

  private reject(line: number, reason: RejectReason, detail: string, record: unknown): void {
    this.rejections.push({ line, reason, detail, record: JSON.stringify(withoutPrompts(record))?.slice(0, MAX_RECORD) ?? "" });
  }
}

const PROMPT_KEY =
  /\\?"(?:messages?|prompts?|input|output|content|contents|response|proxy_server_request|text|choices|gen_ai\.(?:prompt|completion|input|output)[^"]*)\\?"\s*:/;

/** Text that can't be parsed can't be stripped field by field: it is kept up to the first field that may hold a prompt. */
function beforePrompts(text: string): string {
  const at = text.search(PROMPT_KEY);
  return at < 0 ? text : `${text.slice(0, at)}…`;
}
