import { BinaryRows } from "../../db/binary-rows";
import type { SpanLink } from "../facts";
import type { Pico } from "../pricing";
import { Arriving } from "../rollups";
import { ARRIVAL_COLUMNS, type ArrivalsData, MARK } from "./arrivals";
import { type AttemptRow, attemptRow, type PreparedAttempt, type RowOrigin } from "./attempt-row";
import { ATTEMPT_COLUMNS, writeAttempt } from "./attempt-wire";
import type { IngestContext } from "./context";
import type { TracedRow } from "./gateway-rows";
import { settleArriving } from "./settle-arriving";
import { type Links, linksOf } from "./settle-trace";

const HEAD_BYTES = 80;
const ROW_BYTES = 620;
const DAY_US = 86_400_000_000;
/** Of a tracer so many rows are held until all of them came, as in a push; the traces of a large file are settled from the database alone. */
const FEW = 1_000;
const NO_LINKS: Links = new Map();

/** Where the attempts of a batch come from. */
export type ArrivalOrigin = Omit<RowOrigin, "run"> & { tracer: boolean };

/** A row that waits for the rest of its trace. */
export interface HeldRow {
  row: AttemptRow;
  prepared: PreparedAttempt;
}

/**
 * Writes new attempts for the wire, one after the other, and sums them: as little as possible outlives its own record. What follows a failed call in the
 * same trace is held back, so that retries are joined before anything is stored; of a tracer, the whole trace.
 */
export class ArrivalWriter {
  private readonly heads: BinaryRows;
  private readonly bodies: BinaryRows;
  private readonly arriving = new Arriving();
  private readonly costs: (Pico | null)[] = [];
  private readonly traces: (string | null)[] = [];
  private readonly marks: number[] = [];
  private readonly days = new Set<number>();
  private readonly held = new Map<string, HeldRow[]>();
  /** Those with names or times that are not known yet. */
  private waiting: PreparedAttempt[] = [];
  private readonly rowOrigin: RowOrigin;
  private readonly isFew: boolean;

  /** `expected`: about how many rows there will be. */
  constructor(
    private readonly context: Pick<IngestContext, "dictionary" | "times" | "sql">,
    private readonly origin: ArrivalOrigin,
    expected: number,
  ) {
    this.rowOrigin = { source: origin.source, scope: origin.scope, run: 0 };
    this.isFew = expected <= FEW;
    this.heads = new BinaryRows(ARRIVAL_COLUMNS.length, expected * HEAD_BYTES);
    this.bodies = new BinaryRows(ATTEMPT_COLUMNS.length, expected * ROW_BYTES);
  }

  /** No identity may come twice. */
  add(prepared: PreparedAttempt): void {
    const { dictionary, times } = this.context;
    const misses = dictionary.misses;
    const row = attemptRow(prepared, dictionary, this.rowOrigin);
    if (dictionary.misses > misses || !times.knows(row.occurred_at)) this.waiting.push(prepared);
    else this.take(row, prepared);
  }

  /** Learns the names and times that are not known yet, and takes what waited for them. */
  async learn(): Promise<void> {
    const { dictionary, times, sql } = this.context;
    await dictionary.load();
    while (this.waiting.length > 0) {
      const { waiting } = this;
      this.waiting = [];
      await times.load(
        sql,
        waiting.map(({ fact }) => fact.occurredAt),
      );
      for (const prepared of waiting) this.add(prepared);
      await dictionary.load();
    }
  }

  /** How many wait for `learn`. */
  get waits(): number {
    return this.waiting.length;
  }

  /** `links`: edges between spans that came with the rows. */
  async finish(links: readonly SpanLink[]): Promise<ArrivalsData> {
    await this.learn();
    const closed = new Map<string, TracedRow[]>();
    const edges = linksOf(links);
    for (const [trace, group] of this.held) {
      const isSettled = settleArriving(group, this.origin.tracer, edges.get(trace) ?? NO_LINKS);
      if (isSettled) closed.set(trace, group.map(tracedRow));
      for (const { row, prepared } of group) this.write(row, prepared);
    }
    return {
      closed,
      source: this.origin.source,
      heads: this.heads,
      bodies: this.bodies,
      added: this.arriving,
      costs: this.costs,
      traces: this.traces,
      marks: Uint8Array.from(this.marks),
      days: [...this.days],
    };
  }

  private take(row: AttemptRow, prepared: PreparedAttempt): void {
    const { trace } = row;
    const group = trace === null ? undefined : this.held.get(trace);
    if (group) group.push({ row, prepared });
    else if (trace !== null && (this.origin.tracer ? this.isFew : row.status === 1)) this.held.set(trace, [{ row, prepared }]);
    else this.write(row, prepared);
  }

  private write(row: AttemptRow, { content, asOf, fact, priced }: PreparedAttempt): void {
    const { heads } = this;
    heads.row();
    heads.int4(this.costs.length);
    heads.uuid(row.id);
    heads.int8Hex(content);
    heads.timestamp(row.occurred_at);
    if (asOf === null) heads.null();
    else heads.timestamp(Math.round(asOf * 1000));
    writeAttempt(this.bodies, row);
    this.arriving.add(row, this.context.times.of(row.occurred_at));
    this.costs.push(priced.cost);
    this.traces.push(row.trace);
    this.marks.push((row.status === 1 ? MARK.failed : 0) | (fact.callId === null ? 0 : MARK.stated));
    this.days.add(Math.floor(row.occurred_at / DAY_US));
  }
}

const tracedRow = ({ row }: HeldRow): TracedRow => ({ id: row.id, responseId: row.response_id, startMs: row.occurred_at / 1000 });
