import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import { rebuildSamples } from "../gpu";
import { lockCells, rebuild } from "../rollups";
import { isZone, readZone } from "./zone";

/** Changes the reporting zone and cuts every rollup and session anew, in one transaction. Throws `invalid` for an unknown zone, `conflict` where what they would be cut from was aged out. */
export async function changeZone(sql: Sql, zone: string, actor: string): Promise<void> {
  if (!isZone(zone)) throw new AppError("invalid", `"${zone}" is no time zone. Use a name like Europe/Berlin.`);
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('permille.merge'))`;
    await lockCells(tx);
    const from = await readZone(tx);
    if (from === zone) return;
    await tx`insert into setting (key, value) values ('zone', ${tx.json(zone)}) on conflict (key) do update set value = excluded.value, updated_at = now()`;
    await rebuild(tx, zone);
    await rebuildSamples(tx, zone);
    // Routing settings begin with a day of the zone: the savings of requests near its ends follow.
    await tx`
      insert into repricing (change, state, actor, started_at, updated_at)
      select 'ledger', 'running', ${actor}, now(), now() where exists (select from routing_setting where from_day is not null and retired_at is null)`;
    await tx`insert into audit_entry (actor, action, subject, detail) values (${actor}, 'change_zone', 'zone', ${tx.json({ from, to: zone })})`;
  });
}
