import type { Sql } from "../../db/client";

/** What the questions of the list are asked about. */
export interface Asker {
  sql: Sql;
  /** Epoch ms; the range of 30 days ends with this day. */
  now: number;
  /** Id of a call, of a budget, of an alert and of a person who can sign in, and a secret of an API key. */
  call: string;
  budget: string;
  event: string;
  person: string;
  secret: string;
}

/** Something the app asks the database. `ask` is what the app itself calls, so that the list can't say one thing and the app another. */
export interface AppQuery {
  /** Screen or endpoint, and what is asked: unique. */
  name: string;
  answers: string;
  ask: (asker: Asker) => Promise<unknown>;
  /** Monthly partitions of calls that it may touch; default 2, as 30 days do. */
  months?: number;
  /** Why it reads all of the time that these tables know. */
  allTime?: { tables: readonly string[]; reason: string };
}
