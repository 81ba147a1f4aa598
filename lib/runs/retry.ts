import type { Sql } from "../../db/client";
import { AppError, isAppError } from "../errors";
import { ingestInput, openIngest } from "../ingest";
import { findSource } from "../sources";

/** What another try did. tried = taken + left. */
export interface RetryReport {
  tried: number;
  /** Now read: accepted, duplicate, revised or ignored. */
  taken: number;
  /** Still rejected; kept as they were, with the reason they have today. */
  left: number;
  run: number | null;
}

const AT_ONCE = 20_000;

/**
 * Reads the kept rejects of a source again, as a run of its own, and lets go of those that are taken now. The lock makes a second click wait its turn
 * and find only what is left; a process that dies in between leaves records that the next try finds to be duplicates.
 * Throws `not_found`, and `conflict` while another try runs.
 */
export async function retryRejects(sql: Sql, source: string, now: Date): Promise<RetryReport> {
  if (!(await findSource(sql, source))) throw new AppError("not_found", `There is no source "${source}".`);
  const holder = await sql.reserve();
  try {
    const [lock] = await holder<{ got: boolean }[]>`select pg_try_advisory_lock(hashtext(${`permille.retry.${source}`})) as got`;
    if (!lock?.got) throw new AppError("conflict", "These records are being tried again already. Wait for it to end.");
    try {
      return await retry(sql, source, now);
    } finally {
      await holder`select pg_advisory_unlock(hashtext(${`permille.retry.${source}`}))`;
    }
  } finally {
    holder.release();
  }
}

async function retry(sql: Sql, source: string, now: Date): Promise<RetryReport> {
  const kept = await sql<{ id: string; record: string }[]>`
    select j.id, j.record from rejected_record j join ingest_run r on r.id = j.run where r.source = ${source} order by j.id limit ${AT_ONCE}`;
  const readable = kept.filter(({ record }) => isJson(record));
  if (readable.length === 0) return { tried: kept.length, taken: 0, left: kept.length, run: null };
  const input = (async function* () {
    for (const { record } of readable) yield Buffer.from(`${record}\n`);
  })();
  let run: number;
  try {
    // Its records are this source's own, whatever else they look like.
    ({ id: run } = await ingestInput(await openIngest(sql), input, {
      file: "rejected records, tried again",
      origin: "upload",
      source,
      force: true,
      now,
    }));
  } catch (error) {
    if (isAppError(error) && error.code === "invalid") return { tried: kept.length, taken: 0, left: kept.length, run: null };
    throw error;
  }
  const left = await sql.begin(async (tx) => {
    const again = await tx<
      { line: number; reason: string; detail: string }[]
    >`delete from rejected_record where run = ${run} returning line::float8, reason, detail`;
    const still = new Map(again.map((reject) => [readable[reject.line - 1]?.id ?? "", reject]));
    const taken = readable.filter(({ id }) => !still.has(id)).map(({ id }) => id);
    await tx`delete from rejected_record where id = any(${taken}::text[]::bigint[])`;
    for (const [id, { reason, detail }] of still)
      await tx`update rejected_record set reason = ${reason}, detail = ${detail} where id = ${id}::bigint`;
    return kept.length - taken.length;
  });
  return { tried: kept.length, taken: kept.length - left, left, run };
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
