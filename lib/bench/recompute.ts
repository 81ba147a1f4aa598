import type { Sql } from "../../db/client";
import { changeRouting, runRepricing } from "../repricing";
import type { RoutingInput } from "../savings";
import { type Figure, figure, thousands } from "./figure";
import { timedMs } from "./statistics";
import { FRONTIER, MODELS } from "./workload";

const ALL = { subject: "*", from: null, note: null } as const;

/** Every request was to go to the dearest model: how fast the past takes that. Sets what else the Routing page reads, too. */
export async function recomputeFigure(sql: Sql): Promise<Figure> {
  const now = new Date();
  const set = (input: Pick<RoutingInput, "field" | "value">) => changeRouting(sql, { ...ALL, ...input }, "bench", now);
  await set({ field: "baseline_failure_rate", value: "0.05" });
  await set({ field: "target_mix", value: { frontier: "0.1", mid: "0.2", small: "0.7" } });
  const [provider, model] = MODELS[FRONTIER] ?? [null, ""];
  const { recomputation } = await set({ field: "baseline", value: { provider, model } });
  // What is new is looked at twice; here nothing came in meanwhile.
  await sql`update ingest_run set updated_at = updated_at - interval '1 hour'`;
  let rows = 0;
  const ms = await timedMs(async () => {
    rows = recomputation === null ? 0 : (await runRepricing(sql, recomputation, { settleMs: 0 })).changed;
  });
  const against = `${thousands(rows)} attempts that a baseline changes, rollups included`;
  return figure("attempts recomputed a second", rows / (ms / 1000), "rows/s", against);
}
