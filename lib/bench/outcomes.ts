import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sql } from "../../db/client";
import type { Bench } from "./bench";
import { ingestFile } from "./data-set";
import { type Figure, figure, thousands } from "./figure";

const MOST = 200_000;

/** Outcomes of a fifth of the requests and of a tenth of the sessions, a twentieth of them failures, as a file; and the same file again. */
export async function outcomeFigures(bench: Bench, sql: Sql, url: string): Promise<Figure[]> {
  const lines = await outcomeLines(sql);
  const file = join(bench.folder, "outcomes.jsonl");
  await writeFile(file, lines.join(""));
  const first = await ingestFile(bench, url, file);
  const again = await ingestFile(bench, url, file);
  const against = `${thousands(first.accepted)} of ${thousands(lines.length)} counted, onto their attempts and rollups`;
  return [
    figure("outcomes a second", first.read / first.seconds, "rows/s", against),
    figure("outcomes a second, the same file again", again.read / again.seconds, "rows/s", `${thousands(again.accepted)} new`),
  ];
}

async function outcomeLines(sql: Sql): Promise<string[]> {
  const rows = await sql<{ field: string; subject: string; n: number }[]>`
    select * from (
      select 'request_id' as field, id_text(record_id) as subject, hashtext(id_text(record_id)) & 65535 as n
      from attempt
      where counted and final and hashtext(id_text(record_id)) & 65535 < 65536 / 5
      union all
      select 'session_id', id, hashtext(id) & 65535 from session_name where hashtext(id) & 65535 < 65536 / 10
    ) told
    limit ${MOST}`;
  return rows.map(({ field, subject, n }) => {
    const outcome = n % 20 === 0 ? { outcome: "failure", failure_cost: "0.25" } : { outcome: "success", value: "0.5" };
    return `${JSON.stringify({ [field]: subject, ...outcome })}\n`;
  });
}
