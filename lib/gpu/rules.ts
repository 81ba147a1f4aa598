import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";
import { lockSamples } from "./refresh";
import { restate } from "./restate";
import { type GpuRuleInput, gpuRuleInput } from "./rule";
import { valueIds } from "./values";

/** Throws `invalid`. */
export function parseRule(input: unknown): GpuRuleInput {
  const parsed = gpuRuleInput.safeParse(input);
  if (!parsed.success) throw new AppError("invalid", parsed.error.issues[0]?.message ?? "This is no rule.", { cause: parsed.error });
  return parsed.data;
}

/** Sets a dated rule, with an audit line; all history follows at once. Throws `invalid`. Resolves to its id. */
export async function setGpuRule(sql: Sql, input: unknown, actor: string): Promise<number> {
  const rule = parseRule(input);
  // Before the transaction, which holds the lock of samples: a name that nothing belongs to does no harm.
  if (rule.sets !== "alternative") await valueIds(sql, [{ dimension: rule.sets, value: rule.value }]);
  return sql.begin(async (tx) => {
    await lockSamples(tx);
    const [row] = await tx<{ id: number }[]>`
      insert into gpu_rule (field, subject, sets, value, from_day, note, created_by)
      values (${rule.field}, ${rule.subject}, ${rule.sets}, ${rule.value}, ${rule.fromDay}, ${rule.note}, ${actor}) returning id`;
    if (!row) throw new AppError("internal", "A rule was written without an id.");
    await recordAudit(tx, { actor, action: "gpu_rule.set", subject: `gpu rule ${row.id}`, detail: rule });
    if (rule.sets !== "alternative") await restate(tx);
    return row.id;
  });
}

/** Takes a rule out of use; it stays on record. Throws `not_found`. */
export async function retireGpuRule(sql: Sql, id: number, actor: string): Promise<void> {
  await sql.begin(async (tx) => {
    await lockSamples(tx);
    const retired = await tx`update gpu_rule set retired_at = now(), retired_by = ${actor} where id = ${id} and retired_at is null`;
    if (retired.count === 0) throw new AppError("not_found", `There is no rule ${id} about GPUs in use.`);
    await recordAudit(tx, { actor, action: "gpu_rule.retire", subject: `gpu rule ${id}` });
    await restate(tx);
  });
}
