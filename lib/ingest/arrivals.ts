import { BinaryRows } from "../../db/binary-rows";
import type { Tx } from "../../db/client";
import { copyBinary } from "../../db/copy";
import { addPico, type Pico, writePico } from "../pricing";
import { Arriving } from "../rollups";
import { ATTEMPT_COLUMNS, type AttemptRow, attemptRow, type PreparedAttempt, type RowOrigin, writeAttempt } from "./attempt-row";
import type { IngestContext } from "./context";
import { settleArriving } from "./settle-arriving";
import { isTurn, turn } from "./turn";

const ARRIVAL_COLUMNS = ["n", "id", "content", "occurred_at", "as_of"];
const HEAD_BYTES = 80;
const ROW_BYTES = 620;
/** Rows whose contributions are summed between two writes to the server. */
const STEP = 500;

/** What became of a row: a new attempt, the same content again, or other content of a known record. */
export const OUTCOME = { accepted: 0, duplicate: 1, revised: 2 } as const;

/** The attempts of one batch on their way into the database. No identity stands in it twice. */
export class Arrivals {
  /** For each row, a value of `OUTCOME`; known after `separate`. */
  readonly outcomes: Uint8Array;
  private heads: BinaryRows | undefined;
  private bodies: BinaryRows | undefined;
  private run = 0;

  private constructor(
    readonly prepared: readonly PreparedAttempt[],
    private readonly rows: readonly AttemptRow[],
  ) {
    this.outcomes = new Uint8Array(rows.length);
  }

  /**
   * Turns prepared attempts into rows; names that are new get their ids first, and reporting times are looked up. Those of a tracer wait for their
   * spans to be settled.
   */
  static async of(
    context: IngestContext,
    prepared: readonly PreparedAttempt[],
    origin: Omit<RowOrigin, "run">,
    tracer: boolean,
  ): Promise<Arrivals> {
    const common = { ...origin, run: 0 };
    const rows = await attemptRows(context, prepared, () => common);
    if (!tracer) settleArriving(rows, prepared);
    await context.times.load(
      context.sql,
      rows.map((row) => row.occurred_at),
    );
    return new Arrivals(prepared, rows);
  }

  get count(): number {
    return this.rows.length;
  }

  /** Writes the rows for the wire, as those of this run: best before a transaction is begun, since it takes its time. */
  async encode(run: number): Promise<void> {
    this.run = run;
    this.heads = new BinaryRows(ARRIVAL_COLUMNS.length, this.rows.length * HEAD_BYTES);
    this.bodies = new BinaryRows(ATTEMPT_COLUMNS.length, this.rows.length * ROW_BYTES);
    for (let n = 0; n < this.rows.length; n++) {
      if (isTurn(n)) await turn();
      const row = this.rows[n] as AttemptRow;
      row.run = run;
      writeHead(this.heads, n, row, this.prepared[n] as PreparedAttempt);
      writeAttempt(this.bodies, row);
    }
  }

  /** Lets go of what `encode` wrote. */
  free(): void {
    this.heads?.free();
    this.bodies?.free();
  }

  /** The new rows, once `separate` has told which. */
  *fresh(): Generator<AttemptRow> {
    for (let n = 0; n < this.rows.length; n++) if (this.outcomes[n] === OUTCOME.accepted) yield this.rows[n] as AttemptRow;
  }

  /** How many rows came to this end. */
  countOf(outcome: number): number {
    return this.outcomes.reduce((sum, one) => sum + (one === outcome ? 1 : 0), 0);
  }

  /** Cost of the new rows in USD; null when none is priced. */
  cost(): string | null {
    let sum: Pico | null = null;
    for (const { cost } of this.fresh()) if (cost !== null) sum = addPico(sum ?? 0, cost);
    return sum === null ? null : writePico(sum);
  }

  /** Puts the rows' heads into `arrival`; before the merge lock. */
  announce(tx: Tx): Promise<void> {
    return copyBinary(tx, "arrival", ARRIVAL_COLUMNS, this.heads?.chunks() ?? []);
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

  /** Stores the new rows and adds them to rollups and sessions, which are summed while the server is busy with the rows. Under the merge lock. */
  async store(tx: Tx, { times }: IngestContext): Promise<void> {
    const arriving = new Arriving();
    const fresh = this.fresh();
    const sum = (rows: number) => {
      for (let i = 0; i < rows; i++) {
        const next = fresh.next();
        if (next.done) return;
        arriving.add(next.value, times.of(next.value.occurred_at));
      }
    };
    function* beside(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
      for (const chunk of chunks) {
        yield chunk;
        sum(STEP);
      }
    }
    await tx`insert into identity (id, content, occurred_at, as_of) select id, content, occurred_at, as_of from arrival order by id`;
    await copyBinary(tx, "attempt", ATTEMPT_COLUMNS, beside(this.bodies?.chunks(this.outcomes) ?? []));
    sum(Number.POSITIVE_INFINITY);
    await arriving.save(tx);
  }
}

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
