import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";

/** Ends a channel: nothing goes there any more, and what waits fails. `reason`: what its address said, where nobody ended it. Throws `not_found`. */
export async function endChannel(
  sql: Sql,
  { id, by, now, reason = null }: { id: string; by: string; now: Date; reason?: string | null },
): Promise<void> {
  await sql.begin(async (tx) => {
    const [row] = await tx<{ name: string; ended_at: Date | null }[]>`select name, ended_at from channel where id = ${id} for update`;
    if (!row) throw new AppError("not_found", "There is no such channel.");
    if (row.ended_at) return;
    await tx`update channel set ended_at = ${now}, end_reason = ${reason} where id = ${id}`;
    await recordAudit(tx, { actor: by, action: "channel.end", subject: row.name, detail: { reason } });
  });
}
