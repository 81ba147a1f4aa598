import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";
import { gpuRateInput, hourlyRate } from "./rate";
import { lockSamples } from "./refresh";
import { restate } from "./restate";

/** Sets a dated rate, with an audit line; figures of the past follow at once. Throws `invalid`. Resolves to its id. */
export async function setGpuRate(sql: Sql, input: unknown, actor: string): Promise<number> {
  const parsed = gpuRateInput.safeParse(input);
  if (!parsed.success) throw new AppError("invalid", parsed.error.issues[0]?.message ?? "This is no rate.", { cause: parsed.error });
  const rate = parsed.data;
  return sql.begin(async (tx) => {
    await lockSamples(tx);
    const [row] = await tx<{ id: number }[]>`
      insert into gpu_rate (field, subject, usd_per_hour, terms, purchase_usd, months, bill, from_day, note, created_by)
      values (${rate.field}, ${rate.subject}, ${hourlyRate(rate)}, ${rate.terms}, ${rate.purchaseUsd}, ${rate.months},
        ${rate.bill === null ? null : tx.json(rate.bill)}, ${rate.fromDay}, ${rate.note}, ${actor})
      returning id`;
    if (!row) throw new AppError("internal", "A rate was written without an id.");
    const { bill, ...detail } = rate;
    await recordAudit(tx, {
      actor,
      action: "gpu_rate.set",
      subject: `gpu rate ${row.id}`,
      detail: { ...detail, ...(bill ? { billSource: bill.source, billDescription: bill.description, billProject: bill.project } : {}) },
    });
    await restate(tx);
    return row.id;
  });
}

/** Takes a rate out of use; it stays on record. Throws `not_found`. */
export async function retireGpuRate(sql: Sql, id: number, actor: string): Promise<void> {
  await sql.begin(async (tx) => {
    await lockSamples(tx);
    const retired = await tx`update gpu_rate set retired_at = now(), retired_by = ${actor} where id = ${id} and retired_at is null`;
    if (retired.count === 0) throw new AppError("not_found", `There is no GPU rate ${id} in use.`);
    await recordAudit(tx, { actor, action: "gpu_rate.retire", subject: `gpu rate ${id}` });
    await restate(tx);
  });
}
