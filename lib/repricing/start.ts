import type { Sql, Tx } from "../../db/client";
import type { RowPosition } from "./read-rows";

/** How far a re-pricing is. Money in USD, decimal strings; times ISO instants. */
export interface Repricing {
  id: number;
  /** The price entry that changed, if it is one. */
  entry: number | null;
  /** The routing setting that changed, if it is one. */
  setting: number | null;
  /** What became of the entry or setting; `ledger`: the savings ledger of everything is computed anew. */
  change: "added" | "retired" | "ledger";
  state: "running" | "done" | "failed";
  actor: string;
  startedAt: string;
  finishedAt: string | null;
  examined: number;
  changed: number;
  requests: number;
  newlyPriced: number;
  costBefore: string;
  costAfter: string;
  /** Saved by routing, of the changed facts in the totals; not estimable counts as 0. */
  routingBefore: string;
  routingAfter: string;
  error: string | null;
}

/** Where to go on: which facts, from which run on (a second pass looks only at what came in meanwhile), after which row. */
export interface Progress {
  pass: 1 | 2;
  table: "attempt" | "usage_bucket";
  after: RowPosition | null;
}

export const FIRST: Progress = { pass: 1, table: "attempt", after: null };

/** What changed: a price entry, a routing setting, or neither where all ledgers are to be computed anew. */
export interface NotedChange {
  entry?: number;
  setting?: number;
  change: Repricing["change"];
  actor: string;
  now: Date;
}

/** Notes that the past has to take a change; `runRepricing` does it. In the transaction of the change, none is forgotten. */
export async function noteRepricing(sql: Sql | Tx, { entry, setting, change, actor, now }: NotedChange): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into repricing (entry, setting, change, state, actor, started_at, updated_at)
    values (${entry ?? null}, ${setting ?? null}, ${change}, 'running', ${actor}, ${now}, ${now}) returning id`;
  return row?.id ?? 0;
}

const columns = (sql: Sql | Tx) => sql`
  id, entry, setting, change, state, actor, started_at, finished_at, examined::float8, changed::float8, requests::float8, newly_priced::float8 as "newlyPriced",
  trim_scale(cost_before)::text as "costBefore", trim_scale(cost_after)::text as "costAfter",
  trim_scale(routing_before)::text as "routingBefore", trim_scale(routing_after)::text as "routingAfter", error`;

type Row = Omit<Repricing, "startedAt" | "finishedAt"> & { started_at: Date; finished_at: Date | null };
const toRepricing = ({ started_at, finished_at, ...row }: Row): Repricing => ({
  ...row,
  startedAt: started_at.toISOString(),
  finishedAt: finished_at?.toISOString() ?? null,
});

export async function readRepricing(sql: Sql, id: number): Promise<Repricing | null> {
  const [row] = await sql<Row[]>`select ${columns(sql)} from repricing where id = ${id}`;
  return row ? toRepricing(row) : null;
}

/** Newest first. */
export async function listRepricings(sql: Sql, limit = 20): Promise<Repricing[]> {
  const rows = await sql<Row[]>`select ${columns(sql)} from repricing order by id desc limit ${limit}`;
  return rows.map(toRepricing);
}

/** Those of routing settings and of the savings ledger alone, newest first. */
export async function listRecomputations(sql: Sql, limit = 20): Promise<Repricing[]> {
  const rows = await sql<Row[]>`select ${columns(sql)} from repricing where entry is null order by id desc limit ${limit}`;
  return rows.map(toRepricing);
}

/** What is to be done: unfinished ones, and those that failed more than five minutes ago. Oldest first, since later prices stand on them. */
export async function pendingRepricings(sql: Sql): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from repricing where state = 'running' or (state = 'failed' and updated_at < now() - interval '5 minutes') order by id`;
  return rows.map((row) => row.id);
}
