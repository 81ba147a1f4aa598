import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import { openIngest } from "../ingest";
import { claimPoll } from "./claim";
import type { Polled } from "./poll";
import { type PollOptions, read } from "./poll-due";

/** Reads a source now, paused or not; its schedule stays. Throws `not_found`, and `conflict` while it is being read. */
export async function pollNow(sql: Sql, source: string, options: PollOptions): Promise<Polled> {
  const claim = await claimPoll(sql, { now: new Date(options.clock()), source });
  if (claim) return read(sql, claim, await openIngest(sql), options);
  const [known] = await sql`select 1 from poll p join source s on s.id = p.source where p.source = ${source} and s.removed_by is null`;
  if (!known) throw new AppError("not_found", `The source "${source}" is not read on a schedule.`);
  throw new AppError("conflict", "It is being read at this moment. Look again in a few seconds.");
}
