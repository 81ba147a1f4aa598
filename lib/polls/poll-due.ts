import type { Sql } from "../../db/client";
import { errorMessage, isAppError } from "../errors";
import { openIngest } from "../ingest";
import { unseal } from "../secrets/seal";
import { type Claim, claimPoll, releasePoll } from "./claim";
import type { Polled } from "./poll";
import { readExporter } from "./read-exporter";
import { readPrometheus } from "./read-prometheus";
import { NOTHING, type ReadingContext, type ReadOnce } from "./reading";
import { nextAt } from "./schedule";

export interface PollOptions {
  /** Opens tokens; asked for where there is one. */
  key: () => Buffer;
  /** Epoch ms. */
  clock: () => number;
}

/** A poll with much to read makes room for others after this long. */
const TURN_MS = 20_000;
/** Read at once: one that does not answer must not hold up the others. */
const AT_ONCE = 4;

export interface Round {
  polls: number;
  problems: { source: string; problem: string }[];
  /** When the next one is due; null where none is. */
  nextAt: Date | null;
}

/** Reads every source that is due, and goes on while more becomes due, at most until `roundMs` are over. Failures are the sources' own: this does not throw for them. */
export async function pollDue(sql: Sql, { roundMs, ...options }: PollOptions & { roundMs: number }): Promise<Round> {
  const round: Round = { polls: 0, problems: [], nextAt: null };
  const end = performance.now() + roundMs;
  const context = once(() => openIngest(sql));
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      const claim = await claimPoll(sql, { now: new Date(options.clock()) });
      if (!claim) return;
      const { problem } = await read(sql, claim, await context(), options);
      round.polls += 1;
      if (problem !== null) round.problems.push({ source: claim.source, problem });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const [next] = await sql<{ at: Date | null }[]>`
    select min(greatest(p.next_at, coalesce(p.lease_until, p.next_at))) as at from poll p join source s on s.id = p.source where not p.paused and s.removed_by is null`;
  return { ...round, nextAt: next?.at ?? null };
}

/** Reads one poll that this process has claimed, and releases it. */
export async function read(
  sql: Sql,
  claim: Claim,
  ingest: Awaited<ReturnType<typeof openIngest>>,
  { key, clock }: PollOptions,
): Promise<Polled> {
  let done: ReadOnce = { counts: NOTHING, run: null, warning: null, skewMs: null, through: claim.cursor, more: false };
  let problem: string | null = null;
  const dueAt = claim.next_at.getTime();
  try {
    const token = claim.token === null ? null : unseal(claim.token, key());
    const context: ReadingContext = { sql, ingest, claim, token, clock, until: performance.now() + TURN_MS };
    done = await (claim.mode === "exporter" ? readExporter(context) : readPrometheus(context));
  } catch (error) {
    problem = isAppError(error) ? error.message : `It can't be taken in: ${errorMessage(error).slice(0, 300)}`;
  }
  const now = clock();
  const beat = { now, intervalMs: claim.interval_s * 1000, failures: problem === null ? 0 : claim.failures + 1, more: done.more };
  // One that was read before its time keeps its beat.
  const next = dueAt > now ? dueAt : nextAt({ dueAt, ...beat });
  await releasePoll(sql, claim, { at: new Date(now), nextAt: new Date(next), problem, warning: done.warning, skewMs: done.skewMs });
  const { firstRejection: _, ...counts } = done.counts;
  return {
    ok: problem === null,
    problem,
    ...withoutRun(counts),
    run: done.run,
    through: done.through?.toISOString() ?? null,
    more: done.more,
  };
}

const withoutRun = <T extends object>(counts: T): Omit<T, "run"> => {
  const { run: _, ...rest } = counts as T & { run?: number };
  return rest;
};

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
