import type { Tx } from "../../db/client";
import { ROLLUPS } from "../../db/schema/rollup-tables";
import { SESSION_COLUMNS } from "./arriving-sessions";
import { fold } from "./fold";
import { foldLatency } from "./latency";
import { sessionCells, sessionTotals } from "./sessions";

/** Computes every rollup and session total anew from facts, in the zone given: nothing is pending then. Call under the merge lock and `lockCells`. */
export async function rebuild(tx: Tx, zone: string): Promise<void> {
  await tx.unsafe("delete from pending_sums");
  await tx.unsafe(`truncate ${[...ROLLUPS.map((r) => r.name), "rollup_day_latency", "rollup_day_session", "session"].join(", ")}`);
  await fold(tx, zone, { attempts: "(select *, 1 as sign from attempt)", buckets: "(select *, 1 as sign from usage_bucket)" }, false);
  await foldLatency(tx, zone, "(select *, 1 as sign from attempt)", false);
  const columns = SESSION_COLUMNS.join(", ");
  await tx.unsafe(`insert into session (${columns}) select ${columns} from (${sessionTotals("attempt", "true")}) s`, [zone]);
  await tx.unsafe(
    `insert into rollup_day_session (day, team, feature, sessions, priced_sessions, priced_cost, cost_histogram) ${sessionCells("session", "1")}`,
  );
}
