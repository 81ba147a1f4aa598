import type { Fact, OutcomeFact, SpanLink } from "../facts";
import type { Source } from "../sources";
import { type ArrivalOrigin, ArrivalWriter } from "./arrival-writer";
import { Arrivals } from "./arrivals";
import type { Batch, Rejection } from "./batch";
import type { PreparedBill, PreparedBucket } from "./bucket-row";
import { contentOf } from "./content-hash";
import type { IngestContext } from "./context";
import { decimalOf, identityOf } from "./identity";
import { OutcomeQueue } from "./outcome-queue";
import type { Fate, PreparedOutcome } from "./outcome-row";
import { type PreparedSamples, prepareSamples } from "./prepare-samples";
import { priceAttempt, priceBucket } from "./price-fact";
import { Seen } from "./seen";
import { isTurn, turn } from "./turn";

interface Key {
  id: string;
  content: string;
}

export interface PreparedBatch {
  /** Calls; to be stamped with a run before they are written. */
  arrivals: Arrivals;
  buckets: PreparedBucket[];
  bills: PreparedBill[];
  /** What monitors measured, by family. */
  samples: PreparedSamples[];
  /** When it is told, epoch ms. */
  asOf: number;
  outcomes: PreparedOutcome[];
  /** What became of each of them; known once they are written. */
  fates: Map<OutcomeFact, Fate>;
  links: SpanLink[];
  rejections: Rejection[];
  /** How many of them are kept; all are counted. Undefined: every one. */
  keepRejects?: number;
  ignored: Record<string, number>;
  read: number;
  /** Same record with the same content twice in the batch. */
  repeated: number;
  /** Identity and content of each fact of the batch, in its order, where it is in memory whole. */
  keys: Key[];
  /** Other content of a record that is in this batch already: for the next batch. */
  later: Fact[];
  from: number | null;
  to: number | null;
}

/** What a fact spans, epoch ms; an outcome is no fact of its own time: it spans the calls that it changes. */
export function spanOf(fact: Fact): { from: number; to: number } | null {
  if (fact.fact === "outcome") return null;
  if (fact.fact === "attempt") return { from: fact.occurredAt / 1000, to: fact.occurredAt / 1000 };
  return { from: fact.start * 1000, to: fact.end * 1000 };
}

/** When a round of a batch was told, epoch ms: of two versions of a record in one input the later is newer, by a microsecond. */
export const roundAsOf = (asOf: number, round: number): number => asOf + Math.min(round, 999) / 1000;

export const scopeOf = (source: Source): string => (source.settings.separateSessions ? source.id : "");

/** So many facts wait for their names before these are asked for. */
const LEARN_AT = 500;

/**
 * One batch on its way: identity, content and price of every fact, written for the wire as they come. No database but for the ids of names and the
 * reporting zone's hours.
 */
export class Preparing {
  private readonly arrivals: ArrivalWriter;
  private readonly outcomes: OutcomeQueue;
  private readonly buckets: PreparedBucket[] = [];
  private readonly bills: PreparedBill[] = [];
  private readonly later: Fact[] = [];
  private readonly known: Seen;
  private repeated = 0;
  private from = Number.POSITIVE_INFINITY;
  private to = 0;

  /**
   * `asOf`: when the batch is told, epoch ms. `before` is what the batch before this one held, which will be stored by the time this one is: repetitions
   * come near each other. `expected`: about how many facts there will be. `keys`: where to tell identity and content of each.
   */
  constructor(
    private readonly context: IngestContext,
    private readonly source: Source,
    private readonly asOf: number,
    expected: number,
    before?: Seen,
    private readonly keys?: Key[],
  ) {
    const origin: ArrivalOrigin = { source: source.num, scope: scopeOf(source), tracer: source.role === "tracer" };
    this.arrivals = new ArrivalWriter(context, origin, expected);
    this.outcomes = new OutcomeQueue(asOf);
    this.known = new Seen(before);
  }

  get seen(): Seen {
    return this.known;
  }

  /** Takes facts, however many, and lets others have their turn meanwhile; the list is empty afterwards. */
  async add(facts: Fact[]): Promise<void> {
    for (const [n, fact] of facts.entries()) {
      if (isTurn(n)) await turn();
      this.addOne(fact);
    }
    facts.length = 0;
    // Names are asked for together: each question is a way to the database and back.
    if (this.arrivals.waits >= LEARN_AT) await this.arrivals.learn();
  }

  /** The same with few; to be followed by `add` from time to time. */
  take(facts: Fact[]): void {
    for (const fact of facts) this.addOne(fact);
    facts.length = 0;
  }

  /** The batch with everything else that `records` holds beside its facts. */
  async finish(records: Batch): Promise<PreparedBatch> {
    const { links, rejections, ignored, read } = records;
    this.known.forgetBefore();
    const arrivals = new Arrivals(await this.arrivals.finish(links), this.asOf);
    let { from, to } = this;
    for (const { sample } of records.samples) {
      from = Math.min(from, sample.at);
      to = Math.max(to, sample.at);
    }
    return {
      links,
      rejections,
      ignored,
      read,
      buckets: this.buckets,
      bills: this.bills,
      samples: prepareSamples(records.samples, this.source.num),
      asOf: this.asOf,
      outcomes: this.outcomes.rows,
      fates: new Map(),
      repeated: this.repeated + this.outcomes.repeated,
      keys: this.keys ?? [],
      later: this.later,
      from: Number.isFinite(from) ? from : null,
      to: Number.isFinite(from) ? to : null,
      arrivals,
    };
  }

  private addOne(fact: Fact): void {
    const { context, source } = this;
    const id = identityOf(source.num, fact);
    const content = contentOf(fact);
    this.keys?.push({ id, content });
    if (fact.fact === "outcome") {
      this.outcomes.add(id, content, fact);
      return;
    }
    const span = spanOf(fact);
    if (span) {
      if (span.from < this.from) this.from = span.from;
      if (span.to > this.to) this.to = span.to;
    }
    const standing = this.known.take(id, content);
    if (standing === "other") this.later.push(fact);
    else if (standing === "same") this.repeated += 1;
    else {
      const asOf = fact.asOf ?? this.asOf;
      if (fact.fact === "attempt")
        this.arrivals.add({
          id,
          content,
          asOf: fact.asOf,
          fact,
          priced: priceAttempt(context, fact, source.settings.trustReported ?? false),
        });
      else if (fact.fact === "bucket")
        this.buckets.push({ id, content: decimalOf(content), asOf, fact, priced: priceBucket(context.book, fact) });
      else this.bills.push({ id, content: decimalOf(content), asOf, fact });
    }
  }
}

/** A batch whose records are all in memory. */
export async function prepareBatch(context: IngestContext, source: Source, batch: Batch, asOf: number): Promise<PreparedBatch> {
  const preparing = new Preparing(context, source, asOf, batch.facts.length, undefined, []);
  await preparing.add(batch.facts);
  return preparing.finish(batch);
}
