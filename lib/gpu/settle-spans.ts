import type { Sql } from "../../db/client";
import { readZone } from "../settings/zone";
import { billAgain } from "./follow-bills";
import { lockSamples } from "./refresh";
import { respanAll } from "./spans";

export async function lacksSpans(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ lacks: boolean }[]>`
    select (exists (select from gpu_day) and not exists (select from gpu_span)) or (exists (select from serving_day) and not exists (select from serving_span)) as lacks`;
  return row?.lacks ?? false;
}

/** Bills and spans anew from everything: after a price changed what a served model is called, and each night for samples that came late. */
export async function settleSpans(sql: Sql): Promise<void> {
  const [any] = await sql<{ any: boolean }[]>`select exists (select from gpu_day) or exists (select from serving_day) as any`;
  if (!any?.any) return;
  await sql.begin(async (tx) => {
    await lockSamples(tx);
    await billAgain(tx, await readZone(tx), null);
    await respanAll(tx);
  });
}
