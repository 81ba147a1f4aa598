import { z } from "zod";
import type { Sql } from "../../db/client";
import { type Retention, retentionSchema } from "./retention-schema";

/** One change of the idle line (activity from 0 to 1, decimal text) or of how long figures are kept; the other is null. `at` is ISO. */
export interface GpuSettingsChange {
  at: string;
  by: string;
  idleBelow: string | null;
  retention: Retention | null;
}

const MOST = 200;
const idleDetail = z.object({ below: z.number() });

/** The latest 200 changes as the audit trail holds them, the newest first. */
export async function gpuSettingsHistory(sql: Sql): Promise<GpuSettingsChange[]> {
  const rows = await sql<{ at: Date; by: string; action: string; detail: unknown }[]>`
    select at, actor as by, action, detail from audit_entry
    where action in ('gpu.idle_below', 'gpu.retention') order by at desc, id desc limit ${MOST}`;
  return rows.map(({ at, by, action, detail }) => ({
    at: at.toISOString(),
    by,
    idleBelow: action === "gpu.idle_below" ? String(idleDetail.parse(detail).below) : null,
    retention: action === "gpu.retention" ? retentionSchema.parse(detail) : null,
  }));
}
