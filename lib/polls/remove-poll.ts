import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";

/** Ends reading a source on a schedule; what it brought stays. Throws `not_found`. */
export async function removePoll(sql: Sql, { source, by }: { source: string; by: string }): Promise<void> {
  await sql.begin(async (tx) => {
    const [removed] = await tx<{ url: string }[]>`delete from poll where source = ${source} returning url`;
    if (!removed) throw new AppError("not_found", `The source "${source}" is not read on a schedule.`);
    await recordAudit(tx, { actor: by, action: "poll.remove", subject: source, detail: { url: removed.url } });
  });
}
