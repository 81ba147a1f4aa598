import type { Sql, Tx } from "../../db/client";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";
import { type Retention, retentionSchema } from "./retention-schema";

/** For 1,000 GPUs each minute: about 1.4 GB of samples, 3 GB of slots and 3 GB of hours. */
export const RETENTION: Retention = { samples: 7, slots: 35, hours: 400 };

/** The policy stored under `gpu_retention`, else the default. */
export async function readRetention(sql: Sql | Tx): Promise<Retention> {
  const [row] = await sql<{ value: unknown }[]>`select value from setting where key = 'gpu_retention'`;
  return row ? retentionSchema.parse(row.value) : RETENTION;
}

/** Sets how long each level is kept, with an audit line; what is older goes with the next night. Throws `invalid`. */
export async function setRetention(sql: Sql, input: unknown, actor: string): Promise<void> {
  const parsed = retentionSchema.safeParse(input);
  if (!parsed.success) throw new AppError("invalid", parsed.error.issues[0]?.message ?? "This is no retention.", { cause: parsed.error });
  const retention = parsed.data;
  await sql.begin(async (tx) => {
    await tx`
      insert into setting (key, value) values ('gpu_retention', ${tx.json(retention)})
      on conflict (key) do update set value = excluded.value, updated_at = now()`;
    await recordAudit(tx, { actor, action: "gpu.retention", subject: "GPU samples", detail: retention });
  });
}
