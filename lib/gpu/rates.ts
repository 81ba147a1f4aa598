import type { Sql, Tx } from "../../db/client";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";
import { type GpuRateInput, gpuRateInput } from "./rate";

export interface GpuRate extends GpuRateInput {
  id: number;
  createdBy: string;
  /** ISO instant. */
  createdAt: string;
}

/** Rates that nobody retired, newest first. */
export async function gpuRates(sql: Sql | Tx): Promise<GpuRate[]> {
  const rows = await sql<(Omit<GpuRate, "createdAt"> & { createdAt: Date })[]>`
    select id, field, subject, trim_scale(usd_per_hour)::text as "usdPerHour", terms, from_day::text as "fromDay", note, created_by as "createdBy",
      created_at as "createdAt"
    from gpu_rate where retired_at is null order by id desc`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** Sets a dated rate, with an audit line; figures of the past follow at once. Throws `invalid`. Resolves to its id. */
export async function setGpuRate(sql: Sql, input: unknown, actor: string): Promise<number> {
  const parsed = gpuRateInput.safeParse(input);
  if (!parsed.success) throw new AppError("invalid", parsed.error.issues[0]?.message ?? "This is no rate.", { cause: parsed.error });
  const rate = parsed.data;
  return sql.begin(async (tx) => {
    const [row] = await tx<{ id: number }[]>`
      insert into gpu_rate (field, subject, usd_per_hour, terms, from_day, note, created_by)
      values (${rate.field}, ${rate.subject}, ${rate.usdPerHour}, ${rate.terms}, ${rate.fromDay}, ${rate.note}, ${actor}) returning id`;
    if (!row) throw new AppError("internal", "A rate was written without an id.");
    await recordAudit(tx, { actor, action: "gpu_rate.set", subject: `gpu rate ${row.id}`, detail: rate });
    return row.id;
  });
}

/** Takes a rate out of use; it stays on record. Throws `not_found`. */
export async function retireGpuRate(sql: Sql, id: number, actor: string): Promise<void> {
  await sql.begin(async (tx) => {
    const retired = await tx`update gpu_rate set retired_at = now(), retired_by = ${actor} where id = ${id} and retired_at is null`;
    if (retired.count === 0) throw new AppError("not_found", `There is no GPU rate ${id} in use.`);
    await recordAudit(tx, { actor, action: "gpu_rate.retire", subject: `gpu rate ${id}` });
  });
}
