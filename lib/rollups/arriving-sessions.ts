import { BinaryRows } from "../../db/binary-rows";
import type { Tx } from "../../db/client";
import { copyBinary } from "../../db/copy";
import { bucketOf, SESSION_COST_SCALE } from "../facts/histogram";
import { addPico, narrow, type Pico, readPico, writePico } from "../pricing";
import type { NewAttempt } from "./arriving-cells";
import { histogramText } from "./arriving-latency";
import type { ByteReader, ByteWriter } from "./bytes";
import { PREPARED } from "./prepared";
import { dayText, type ReportingTime } from "./reporting-times";
import { EVERY } from "./whole-day";

export interface SessionAttempt extends NewAttempt {
  id: string;
  session_id: string | null;
}

/** What a session takes over from its first request. */
export const FIRST = ["source", "team", "project", "feature", "environment", "api_key", "user_id", "customer"] as const;

/** A session as its table holds it. Times are epoch microseconds, the day counts from 1970-01-01. */
export type ArrivingSession = {
  key: string;
  /** The source's own id; null where it is stored already. */
  name: string | null;
  first_at: number;
  last_at: number;
  first_id: string;
  day: number;
  requests: number;
  attempts: number;
  unpriced: number;
  rows: number;
  cost: Pico;
} & Record<(typeof FIRST)[number], number>;

const COUNTS = ["first_at", "last_at", "day", "requests", "attempts", "unpriced", "rows"] as const;
const KEY_DIGITS = 16;
const ID_DIGITS = 32;

interface Cell {
  day: number;
  team: number;
  feature: number;
  sessions: number;
  priced: number;
  cost: Pico;
  histogram: number[];
}

/** Totals of the sessions that new attempts belong to. */
export class ArrivingSessions {
  private readonly sessions = new Map<string, ArrivingSession>();

  add(row: SessionAttempt, { day }: ReportingTime, sign: 1 | -1): void {
    if (row.session_key === null) return;
    const known = this.sessions.get(row.session_key);
    const session = known ?? begun(row, row.session_key, day);
    if (!known) this.sessions.set(row.session_key, session);
    else if (row.occurred_at < session.first_at || (row.occurred_at === session.first_at && row.id < session.first_id))
      begin(session, row, day);
    if (row.status !== 2 && row.kind !== 9 && row.kind !== 10) {
      if (row.final) session.requests += sign;
      session.attempts += sign * row.attempts;
    }
    if (row.cost === null) session.unpriced += sign;
    else session.cost = addPico(session.cost, sign === 1 ? row.cost : -row.cost);
    session.rows += sign;
    if (row.occurred_at > session.last_at) session.last_at = row.occurred_at;
  }

  pack(out: ByteWriter): void {
    out.count(this.sessions.size);
    for (const session of this.sessions.values()) {
      out.hex(session.key);
      out.text(session.name ?? "");
      out.hex(session.first_id);
      out.text(session.cost.toString());
      for (const name of COUNTS) out.whole(session[name]);
      for (const name of FIRST) out.whole(session[name]);
    }
  }

  absorb(from: ByteReader): void {
    for (let left = from.count(); left > 0; left--) {
      const key = from.hex(KEY_DIGITS);
      const name = from.text() || null;
      const added = { key, name, first_id: from.hex(ID_DIGITS), cost: narrow(BigInt(from.text())) } as ArrivingSession;
      for (const name of COUNTS) added[name] = from.whole();
      for (const name of FIRST) added[name] = from.whole();
      const known = this.sessions.get(key);
      this.sessions.set(key, known ? { ...joined(known, added), name: known.name ?? name } : added);
    }
  }

  all(): ArrivingSession[] {
    return [...this.sessions.values()];
  }

  /** Adds them to the sessions that are stored, and to their rollup, inside the caller's transaction and under its merge lock. */
  async save(tx: Tx): Promise<void> {
    const sessions = this.all();
    if (sessions.length === 0) return;
    const stored = await storedSessions(
      tx,
      sessions.map(({ key }) => BigInt(`0x${key}`).toString()),
    );
    const cells = new Map<string, Cell>();
    const out = new BinaryRows(SESSION_COLUMNS.length + 1, sessions.length * 256);
    for (const added of sessions) {
      const before = stored.get(added.key);
      // Where nothing but changes of its calls came before, its name did not.
      const after = before ? { ...joined(before, added), name: before.rows === 0 ? added.name : null } : added;
      if (before) count(cells, before, -1);
      count(cells, after, 1);
      write(out, after);
    }
    await copyBinary(tx, "arriving_session", [...SESSION_COLUMNS, "name"], out.chunks());
    await Promise.all([
      tx.unsafe(UPSERT, [], PREPARED),
      tx`insert into session_name (key, id) select key, name from arriving_session where name is not null order by key on conflict do nothing`,
      saveCells(tx, [...cells.values()]),
    ]);
    out.free();
  }
}

/** A session of which only the first request is known, not yet counted. */
function begun(row: SessionAttempt, key: string, day: number): ArrivingSession {
  const session = {
    key,
    name: row.session_id,
    last_at: row.occurred_at,
    requests: 0,
    attempts: 0,
    unpriced: 0,
    rows: 0,
    cost: 0,
  } as ArrivingSession;
  begin(session, row, day);
  return session;
}

/** Takes over what a session has from its first request. */
function begin(session: ArrivingSession, row: SessionAttempt, day: number): void {
  session.first_at = row.occurred_at;
  session.first_id = row.id;
  session.day = day;
  for (const name of FIRST) session[name] = row[name];
}

/** Sums of both, with what the one that began first brings. */
function joined(a: ArrivingSession, b: ArrivingSession): ArrivingSession {
  const first = b.first_at < a.first_at || (b.first_at === a.first_at && b.first_id < a.first_id) ? b : a;
  return {
    ...first,
    name: a.name,
    last_at: Math.max(a.last_at, b.last_at),
    requests: a.requests + b.requests,
    attempts: a.attempts + b.attempts,
    unpriced: a.unpriced + b.unpriced,
    rows: a.rows + b.rows,
    cost: addPico(a.cost, b.cost),
  };
}

async function storedSessions(tx: Tx, keys: string[]): Promise<Map<string, ArrivingSession>> {
  type Stored = Omit<ArrivingSession, "cost" | "name" | "first_at" | "last_at"> & { cost: string; first_at: string; last_at: string };
  const rows = await tx<Stored[]>`
    select lpad(to_hex(key), 16, '0') as key, (extract(epoch from first_at) * 1000000)::bigint as first_at, (extract(epoch from last_at) * 1000000)::bigint as last_at,
      replace(first_id::text, '-', '') as first_id, day - date '1970-01-01' as day, requests, attempts, unpriced, rows, cost, ${tx(FIRST)}
    from session where key = any(${keys}::bigint[])`;
  return new Map(
    rows.map((row) => [
      row.key,
      { ...row, name: null, first_at: Number(row.first_at), last_at: Number(row.last_at), cost: readPico(row.cost) },
    ]),
  );
}

/** Counts a session in the cell of its day, team and feature and in that of its whole day. */
function count(cells: Map<string, Cell>, { day, team, feature, unpriced, cost }: ArrivingSession, sign: 1 | -1): void {
  const bucket = unpriced > 0 ? null : bucketOf(typeof cost === "number" ? cost / 1e12 : Number(writePico(cost)), SESSION_COST_SCALE);
  for (const cell of [cellOf(cells, day, team, feature), cellOf(cells, day, EVERY, EVERY)]) {
    cell.sessions += sign;
    if (bucket === null) continue;
    cell.priced += sign;
    cell.cost = addPico(cell.cost, sign === 1 ? cost : -cost);
    cell.histogram[bucket] = (cell.histogram[bucket] ?? 0) + sign;
  }
}

function cellOf(cells: Map<string, Cell>, day: number, team: number, feature: number): Cell {
  const name = `${day} ${team} ${feature}`;
  let cell = cells.get(name);
  if (!cell) {
    cell = { day, team, feature, sessions: 0, priced: 0, cost: 0, histogram: [] };
    cells.set(name, cell);
  }
  return cell;
}

async function saveCells(tx: Tx, cells: Cell[]): Promise<void> {
  cells.sort((a, b) => a.day - b.day || a.team - b.team || a.feature - b.feature);
  await tx`
    insert into rollup_day_session as r (day, team, feature, sessions, priced_sessions, priced_cost, cost_histogram)
    select day::date, team, feature, sessions, priced, cost::numeric, histogram::integer[]
    from unnest(${cells.map((c) => dayText(c.day))}::text[], ${cells.map((c) => c.team)}::integer[], ${cells.map((c) => c.feature)}::integer[],
      ${cells.map((c) => c.sessions)}::bigint[], ${cells.map((c) => c.priced)}::bigint[], ${cells.map((c) => writePico(c.cost))}::text[],
      ${cells.map((c) => histogramText(c.histogram))}::text[]) as c(day, team, feature, sessions, priced, cost, histogram)
    on conflict (day, team, feature) do update set sessions = r.sessions + excluded.sessions,
      priced_sessions = r.priced_sessions + excluded.priced_sessions, priced_cost = r.priced_cost + excluded.priced_cost,
      cost_histogram = histogram_add(r.cost_histogram, excluded.cost_histogram)`;
  // A session whose first request turns out to be earlier leaves the day it was counted on.
  const left = cells.filter((c) => c.sessions < 0).map((c) => dayText(c.day));
  if (left.length > 0) await tx`delete from rollup_day_session where sessions = 0 and day = any(${left}::text[]::date[])`;
}

/** Columns of `session`, in the order of `write`. */
export const SESSION_COLUMNS = [
  "key",
  "first_at",
  "last_at",
  "first_id",
  "day",
  "requests",
  "attempts",
  "unpriced",
  "rows",
  "cost",
  ...FIRST,
];

const UPSERT = `insert into session (${SESSION_COLUMNS.join(", ")}) select ${SESSION_COLUMNS.join(", ")} from arriving_session order by key
  on conflict (key) do update set ${SESSION_COLUMNS.slice(1)
    .map((name) => `${name} = excluded.${name}`)
    .join(", ")}`;

function write(out: BinaryRows, session: ArrivingSession): void {
  out.row();
  out.int8Hex(session.key);
  out.timestamp(session.first_at);
  out.timestamp(session.last_at);
  out.uuid(session.first_id);
  out.date(session.day);
  out.int4(session.requests);
  out.int4(session.attempts);
  out.int4(session.unpriced);
  out.int4(session.rows);
  out.numeric(session.cost);
  out.int2(session.source);
  for (const name of FIRST.slice(1)) out.int4(session[name]);
  out.text(session.name);
}
