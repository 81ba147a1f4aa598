import type { Sql, Tx } from "../../db/client";
import { GPU_FAMILY } from "../../db/schema/sample-tables";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";
import { readZone } from "../settings/zone";
import { horizonSql } from "./check";
import { dayCells, hourCells } from "./levels";
import { lockSamples } from "./refresh";
import { activitySql } from "./signal";

/**
 * Sets the mean activity (0 to 1) below which a 5-minute slot is idle, and counts all slots that are still kept anew; hours whose slots were aged out keep
 * what they were counted by. Throws `invalid`.
 */
export async function setIdleBelow(sql: Sql, share: number, actor: string): Promise<void> {
  if (!(share > 0 && share <= 1))
    throw new AppError("invalid", "A slot is idle below a share of activity above 0 and up to 1, such as 0.05.");
  const below = Math.round(share * 1e6);
  await sql.begin(async (tx) => {
    await lockSamples(tx);
    const zone = await readZone(tx);
    await tx`
      insert into setting (key, value) values ('gpu_idle_below', ${tx.json(below)})
      on conflict (key) do update set value = excluded.value, updated_at = now()`;
    const idle = `case when ${activitySql("t")} < ${below} then t.slot_ms else 0 end`;
    await tx.unsafe(`update gpu_slot t set idle_ms = ${idle} where t.idle_ms <> ${idle}`);
    await follow(tx, zone, "hour", hourCells(GPU_FAMILY, "gpu_slot s"), `t.hour >= ${horizonSql(GPU_FAMILY, "slot")} + interval '1 hour'`);
    await follow(tx, zone, "day", dayCells(GPU_FAMILY, "gpu_hour s"), `t.day > (${horizonSql(GPU_FAMILY, "hour")} at time zone $1)::date`);
    await recordAudit(tx, { actor, action: "gpu.idle_below", subject: "idle GPUs", detail: { below: share } });
  });
}

async function follow(tx: Tx, zone: string, time: "hour" | "day", cells: string, whole: string): Promise<void> {
  const keys = [time, "subject", ...GPU_FAMILY.names].map((key) => `c.${key} = t.${key}`).join(" and ");
  await tx.unsafe(
    `update gpu_${time} t set idle_ms = c.idle_ms, free_ms = c.free_ms from (${cells}) c
     where ${keys} and (t.idle_ms, t.free_ms) is distinct from (c.idle_ms, c.free_ms) and $1::text is not null and ${whole}`,
    [zone],
  );
}
