import type { BinaryRows } from "../../db/binary-rows";
import type { Tx } from "../../db/client";
import { copyBinary, timestampText } from "../../db/copy";
import { addPico, type Pico, writePico } from "../pricing";
import { ARRIVING_TABLES, Arriving, appendPending } from "../rollups";
import type { AttemptRow } from "./attempt-row";
import { ATTEMPT_COLUMNS, readAttempt } from "./attempt-wire";
import type { IngestContext } from "./context";
import type { TracedRow } from "./gateway-rows";
import { decimalOf } from "./identity";
import { type FactVersion, factsOf } from "./read-facts";
import { storeIdentities } from "./store-identities";

export const ARRIVAL_COLUMNS = ["n", "id", "content", "occurred_at", "as_of"];
/** Where a row has its run: behind the number of its fields, its identity and its time. */
const RUN_AT = 2 + 20 + 12 + 4;

/** Where a head has its time: behind its number, its identity and its content. */
const TIME_AT = 2 + 8 + 20 + 12;

/** What became of a row: a new attempt, the same content again, or other content of a known record. */
export const OUTCOME = { accepted: 0, duplicate: 1, revised: 2 } as const;

/** What is told of a row beside its fields: its call failed; its source states which rows are one call. */
export const MARK = { failed: 1, stated: 2 } as const;

/** New attempts as `ArrivalWriter` wrote and summed them. */
export interface ArrivalsData {
  /** Number of their source. */
  source: number;
  /** Rows of `arrival` and of `attempt`, in the same order. */
  heads: BinaryRows;
  bodies: BinaryRows;
  /** What all of them add, as if all were new. */
  added: Arriving;
  /** Of each row: its cost, its trace, bits of `MARK`. */
  costs: (Pico | null)[];
  traces: (string | null)[];
  marks: Uint8Array;
  /** UTC days in which they happened, since 1970-01-01. */
  days: number[];
  /** Traces, those of a gateway from the first failed call on, whose rows here stand as they settle by themselves. */
  closed: ReadonlyMap<string, readonly TracedRow[]>;
}

/** What a row can be found by. */
export interface ArrivalNames {
  recordId: string;
  responseId: string | null;
  callId: string | null;
  trace: string | null;
  session: string | null;
}

/** The attempts of one batch on their way into the database. No identity stands in it twice. */
export class Arrivals {
  /** For each attempt, a value of `OUTCOME`; known after `separate`. */
  readonly outcomes: Uint8Array;
  readonly count: number;
  private readonly heads: BinaryRows;
  private readonly bodies: BinaryRows;
  private run = 0;

  /** `told`: when the batch is told, epoch ms. */
  constructor(
    private readonly data: ArrivalsData,
    private readonly told: number,
  ) {
    this.heads = data.heads;
    this.bodies = data.bodies;
    this.count = this.heads.count;
    this.outcomes = new Uint8Array(this.count);
  }

  get source(): number {
    return this.data.source;
  }

  /** See `ArrivalsData`. */
  get closed(): ArrivalsData["closed"] {
    return this.data.closed;
  }

  get days(): readonly number[] {
    return this.data.days;
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

  /** How many rows came to this end. */
  countOf(outcome: number): number {
    return this.outcomes.reduce((sum, one) => sum + (one === outcome ? 1 : 0), 0);
  }

  /** Identity, outcome and cost of every row. */
  *fates(): Generator<{ id: string; outcome: number; cost: Pico | null }> {
    for (let n = 0; n < this.count; n++)
      yield { id: this.headOf(n).id, outcome: this.outcomes[n] as number, cost: this.data.costs[n] ?? null };
  }

  /** Gives the traces of the new rows, once `separate` has told which, with bits of `MARK`. */
  eachFresh(take: (trace: string | null, marks: number) => void): void {
    const { traces, marks } = this.data;
    for (let n = 0; n < this.count; n++) if (this.outcomes[n] === OUTCOME.accepted) take(traces[n] as string | null, marks[n] as number);
  }

  /** The same with all that the new rows can be found by. */
  *freshNames(): Generator<ArrivalNames> {
    const sessions = this.sessions();
    for (const n of this.fresh()) {
      const row = readAttempt(this.bodies, n);
      const extra = row.extra === null ? {} : (JSON.parse(row.extra) as { callId?: string });
      yield {
        recordId: row.record_id,
        responseId: row.response_id,
        callId: extra.callId ?? null,
        trace: row.trace,
        session: (row.session_key && sessions.get(row.session_key)) || null,
      };
    }
  }

  /** First and last time of the new rows, epoch microseconds; infinity and 0 without any. */
  span(): { from: number; to: number } {
    let [from, to] = [Number.POSITIVE_INFINITY, 0];
    for (const n of this.fresh()) {
      const at = this.heads.timestampAt(n, TIME_AT);
      if (at < from) from = at;
      if (at > to) to = at;
    }
    return { from, to };
  }

  /** Cost of the new rows in USD; null when none is priced. */
  cost(): string | null {
    let sum: Pico | null = null;
    for (const n of this.fresh()) {
      const cost = this.data.costs[n] ?? null;
      if (cost !== null) sum = addPico(sum ?? 0, cost);
    }
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
    return this.data.added.seen();
  }

  /** `separate` of a push, before which nothing was announced: stores the new identities too. Under the merge lock. */
  async separateFew(tx: Tx): Promise<void> {
    const came = Array.from({ length: this.count }, (_, n) => this.headOf(n));
    const { same, other } = await storeIdentities(tx, this.run, came);
    for (const n of same) this.outcomes[n] = OUTCOME.duplicate;
    for (const n of other) this.outcomes[n] = OUTCOME.revised;
  }

  /** Stores the new rows and adds them to rollups and sessions, at once or (`deferred`: their identities are stored) to what is pending. Under the merge lock. */
  async store(tx: Tx, context: IngestContext, deferred: boolean): Promise<void> {
    // What states no time is told as its run was: null, which takes no room. A run that others add to tells none; there the batch's time is kept.
    if (!deferred)
      await tx`
        insert into identity (id, content, occurred_at, as_of)
        select id, content, occurred_at, coalesce(as_of, (
          select ${timestampText(this.told)}::text::timestamptz from ingest_run where id = ${this.run} and told_at is null
        ))
        from arrival order by id`;
    const { added, source } = this.data;
    const copied = () => copyBinary(tx, "attempt", ATTEMPT_COLUMNS, this.bodies.chunks(this.outcomes));
    const arriving = this.outcomes.every((one) => one === OUTCOME.accepted) ? added : await this.addedByNew(context);
    if (deferred) {
      const pending = { source, rows: this.countOf(OUTCOME.accepted), ...this.span(), arriving, zone: context.zone };
      // Sent one behind the other; nothing else may be before the COPY is over, even where the first was refused.
      for (const sent of await Promise.allSettled([appendPending(tx, pending), copied()]))
        if (sent.status === "rejected") throw sent.reason;
    } else {
      await copied();
      await tx.unsafe(ARRIVING_TABLES);
      await arriving.save(tx);
    }
  }

  /** The revised rows as their source told them: further versions of records that are known. */
  async revisions(tx: Tx): Promise<FactVersion[]> {
    const rows = [...this.outcomes.keys()].filter((n) => this.outcomes[n] === OUTCOME.revised);
    const others = this.outcomes.map((one) => (one === OUTCOME.revised ? 0 : 1));
    await copyBinary(tx, "revised", ATTEMPT_COLUMNS, this.bodies.chunks(others));
    const sessions = this.sessions();
    const facts = new Map((await factsOf(tx, "from revised a")).map((version) => [version.id, version]));
    await tx`delete from revised`;
    return rows.map((n) => {
      const { id, content, asOf } = this.headOf(n);
      const found = facts.get(id);
      if (!found) throw new Error(`the revised record ${id} can't be read back`);
      const key = readAttempt(this.bodies, n).session_key;
      return { id, content: decimalOf(content), asOf, run: this.run, fact: { ...found.fact, session: (key && sessions.get(key)) || null } };
    });
  }

  /** What the new ones alone add. */
  private async addedByNew(context: IngestContext): Promise<Arriving> {
    const arriving = new Arriving();
    const sessions = this.sessions();
    const rows: AttemptRow[] = [];
    for (const n of this.fresh()) rows.push(readAttempt(this.bodies, n));
    await context.times.load(
      context.sql,
      rows.map((row) => row.occurred_at),
    );
    for (const row of rows) {
      row.session_id = (row.session_key && sessions.get(row.session_key)) || null;
      arriving.add(row, context.times.of(row.occurred_at));
    }
    return arriving;
  }

  private *fresh(): Generator<number> {
    for (let n = 0; n < this.count; n++) if (this.outcomes[n] === OUTCOME.accepted) yield n;
  }

  private headOf(n: number): { id: string; content: string; at: number; asOf: number } {
    const fields = this.heads.reader(n);
    fields.int4();
    return {
      id: fields.uuid() ?? "",
      content: fields.int8Hex() ?? "",
      at: fields.timestamp() ?? 0,
      asOf: (fields.timestamp() ?? this.told * 1000) / 1000,
    };
  }

  /** Names of sessions by key. */
  private sessions(): Map<string, string | null> {
    return this.data.added.sessionNames();
  }
}
