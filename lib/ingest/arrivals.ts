import { BinaryRows } from "../../db/binary-rows";
import type { Tx } from "../../db/client";
import { copyBinary } from "../../db/copy";
import { addPico, type Pico, writePico } from "../pricing";
import { ARRIVING_TABLES, Arriving, appendPending } from "../rollups";
import { ATTEMPT_COLUMNS, type AttemptRow, attemptRow, type PreparedAttempt, type RowOrigin, writeAttempt } from "./attempt-row";
import type { IngestContext } from "./context";
import { settleArriving } from "./settle-arriving";
import { storeIdentities } from "./store-identities";
import { isTurn, turn } from "./turn";

const ARRIVAL_COLUMNS = ["n", "id", "content", "occurred_at", "as_of"];
const HEAD_BYTES = 80;
const ROW_BYTES = 620;
/** Where a row has its run: behind the number of its fields, its identity and its time. */
const RUN_AT = 2 + 20 + 12 + 4;

/** What became of a row: a new attempt, the same content again, or other content of a known record. */
export const OUTCOME = { accepted: 0, duplicate: 1, revised: 2 } as const;

/** The attempts of one batch on their way into the database, written for the wire and summed. No identity stands in it twice. */
export class Arrivals {
  /** For each attempt, a value of `OUTCOME`; known after `separate`. */
  readonly outcomes: Uint8Array;
  private readonly heads: BinaryRows;
  private readonly bodies: BinaryRows;
  private run = 0;

  private constructor(
    readonly prepared: readonly PreparedAttempt[],
    private readonly origin: ArrivalOrigin,
    /** What all of them add, as if all were new. */
    private readonly arriving: Arriving,
  ) {
    this.outcomes = new Uint8Array(prepared.length);
    this.heads = new BinaryRows(ARRIVAL_COLUMNS.length, prepared.length * HEAD_BYTES);
    this.bodies = new BinaryRows(ATTEMPT_COLUMNS.length, prepared.length * ROW_BYTES);
  }

  /** Names that are new get their ids first, and reporting times are looked up. */
  static async of(context: IngestContext, prepared: readonly PreparedAttempt[], origin: ArrivalOrigin): Promise<Arrivals> {
    const arriving = new Arriving();
    const arrivals = new Arrivals(prepared, origin, arriving);
    const rows = await arrivals.rows(context);
    for (let n = 0; n < rows.length; n++) {
      if (isTurn(n)) await turn();
      const row = rows[n] as AttemptRow;
      writeHead(arrivals.heads, n, row, prepared[n] as PreparedAttempt);
      writeAttempt(arrivals.bodies, row);
      arriving.add(row, context.times.of(row.occurred_at));
    }
    return arrivals;
  }

  get count(): number {
    return this.prepared.length;
  }

  /** Makes them the attempts of a run; before anything is sent. */
  stamp(run: number): void {
    this.run = run;
    this.bodies.setInt4(RUN_AT, run);
  }

  /** Lets go of what was written for the wire. */
  free(): void {
    this.heads.free();
    this.bodies.free();
  }

  /** The new attempts, once `separate` has told which. */
  *fresh(): Generator<PreparedAttempt> {
    for (let n = 0; n < this.prepared.length; n++) if (this.outcomes[n] === OUTCOME.accepted) yield this.prepared[n] as PreparedAttempt;
  }

  /** Rows are made anew when they are needed again, instead of being kept: most batches need them once. */
  private async rows(context: IngestContext): Promise<AttemptRow[]> {
    const rows = await attemptRows(context, this.prepared, () => ({ ...this.origin, run: this.run }));
    // Those of a tracer wait for their spans.
    if (!this.origin.tracer) settleArriving(rows, this.prepared);
    await context.times.load(
      context.sql,
      rows.map((row) => row.occurred_at),
    );
    return rows;
  }

  /** How many rows came to this end. */
  countOf(outcome: number): number {
    return this.outcomes.reduce((sum, one) => sum + (one === outcome ? 1 : 0), 0);
  }

  /** Cost of the new rows in USD; null when none is priced. */
  cost(): string | null {
    let sum: Pico | null = null;
    for (const { priced } of this.fresh()) if (priced.cost !== null) sum = addPico(sum ?? 0, priced.cost);
    return sum === null ? null : writePico(sum);
  }

  /** Puts the rows' heads into `arrival`; before the merge lock. */
  announce(tx: Tx): Promise<void> {
    return copyBinary(tx, "arrival", ARRIVAL_COLUMNS, this.heads.chunks());
  }

  /**
   * Finds out which rows are new, and keeps only those in `arrival`. Of known records the same content is a duplicate, which is kept as a sighting; the
   * rest are revised. Under the merge lock.
   */
  async separate(tx: Tx): Promise<void> {
    const [found] = await tx<{ same: number[] | null; other: number[] | null }[]>`
      with known as (
        select a.n, a.id, a.content, i.content = a.content or exists (select from attempt_version v where v.id = a.id and v.content = a.content) as same
        from arrival a cross join lateral (select i.content from identity i where i.id = a.id offset 0) i
      ), gone as (
        delete from arrival where n in (select n from known)
      ), seen as (
        insert into sighting (run, ids, contents)
        select ${this.run}::integer, array_agg(id), array_agg(content) from known where same having count(*) > 0
      )
      select array_agg(n) filter (where same) as same, array_agg(n) filter (where not same) as other from known`;
    for (const n of found?.same ?? []) this.outcomes[n] = OUTCOME.duplicate;
    for (const n of found?.other ?? []) this.outcomes[n] = OUTCOME.revised;
  }

  /** UTC days and providers of the rows. */
  get seen(): { day: number; provider: number }[] {
    return this.arriving.seen();
  }

  /** `separate` of a push, before which nothing was announced: stores the new identities too. Under the merge lock. */
  async separateFew(tx: Tx): Promise<void> {
    const came = this.prepared.map(({ id, content, asOf, fact }) => ({ id, content, asOf, at: fact.occurredAt }));
    const { same, other } = await storeIdentities(tx, this.run, came);
    for (const n of same) this.outcomes[n] = OUTCOME.duplicate;
    for (const n of other) this.outcomes[n] = OUTCOME.revised;
  }

  /** Stores the new rows and adds them to rollups and sessions, at once or (`deferred`: their identities are stored) to what is pending. Under the merge lock. */
  async store(tx: Tx, context: IngestContext, deferred: boolean): Promise<void> {
    if (!deferred)
      await tx`insert into identity (id, content, occurred_at, as_of) select id, content, occurred_at, as_of from arrival order by id`;
    await copyBinary(tx, "attempt", ATTEMPT_COLUMNS, this.bodies.chunks(this.outcomes));
    const arriving = this.outcomes.every((one) => one === OUTCOME.accepted) ? this.arriving : await this.arrivingNew(context);
    if (deferred) await appendPending(tx, { source: this.origin.source, ...this.extent(), arriving, zone: context.zone });
    else {
      await tx.unsafe(ARRIVING_TABLES);
      await arriving.save(tx);
    }
  }

  /** How many rows are new, and their first and last time, epoch microseconds. */
  private extent(): { rows: number; from: number; to: number } {
    let [rows, from, to] = [0, Number.POSITIVE_INFINITY, 0];
    for (const { fact } of this.fresh()) {
      rows += 1;
      if (fact.occurredAt < from) from = fact.occurredAt;
      if (fact.occurredAt > to) to = fact.occurredAt;
    }
    return { rows, from, to };
  }

  /** What the new ones alone add. */
  private async arrivingNew(context: IngestContext): Promise<Arriving> {
    const arriving = new Arriving();
    const rows = await this.rows(context);
    for (let n = 0; n < rows.length; n++) {
      const row = rows[n] as AttemptRow;
      if (this.outcomes[n] === OUTCOME.accepted) arriving.add(row, context.times.of(row.occurred_at));
    }
    return arriving;
  }
}

/** Where the attempts of a batch come from. */
export type ArrivalOrigin = Omit<RowOrigin, "run"> & { tracer: boolean };

/** Rows of prepared attempts, each of its own origin; names that are new get their ids first. */
export async function attemptRows(
  { dictionary }: Pick<IngestContext, "dictionary">,
  prepared: readonly PreparedAttempt[],
  originOf: (n: number) => RowOrigin,
): Promise<AttemptRow[]> {
  const rows: AttemptRow[] = [];
  let open = prepared.map((_, n) => n);
  while (open.length > 0) {
    const again: number[] = [];
    for (const n of open) {
      if (isTurn(n)) await turn();
      const misses = dictionary.misses;
      rows[n] = attemptRow(prepared[n] as PreparedAttempt, dictionary, originOf(n));
      if (dictionary.misses > misses) again.push(n);
    }
    await dictionary.load();
    open = again;
  }
  return rows;
}

function writeHead(out: BinaryRows, n: number, row: AttemptRow, { content, asOf }: PreparedAttempt): void {
  out.row();
  out.int4(n);
  out.uuid(row.id);
  out.int8Hex(content);
  out.timestamp(row.occurred_at);
  out.timestamp(Math.round(asOf * 1000));
}
