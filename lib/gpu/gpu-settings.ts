import type { Sql } from "../../db/client";
import { divide } from "../money";
import { readIdleBelow } from "./idle";
import { readRetention, setRetention } from "./retention";
import type { Retention } from "./retention-schema";
import { setIdleBelow } from "./set-idle";
import { type GpuSettingsChange, gpuSettingsHistory } from "./settings-history";

export interface GpuSettings {
  /** Activity from 0 to 1, as decimal text. */
  idleBelow: string;
  /** Days. */
  retention: Retention;
  /** Who changed them, the newest first. */
  changes: GpuSettingsChange[];
}

export async function gpuSettings(sql: Sql): Promise<GpuSettings> {
  const [idleBelow, retention, changes] = await Promise.all([readIdleBelow(sql), readRetention(sql), gpuSettingsHistory(sql)]);
  return { idleBelow: divide(String(idleBelow), "1000000") ?? "0", retention, changes };
}

/** Changes what is given. Throws `invalid`. */
export async function changeGpuSettings(
  sql: Sql,
  { idleBelow, retention }: { idleBelow?: string | undefined; retention?: Retention | undefined },
  actor: string,
): Promise<GpuSettings> {
  if (retention !== undefined) await setRetention(sql, retention, actor);
  if (idleBelow !== undefined) await setIdleBelow(sql, Number(idleBelow), actor);
  return gpuSettings(sql);
}
