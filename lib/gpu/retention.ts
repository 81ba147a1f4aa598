import { z } from "zod";
import type { Sql, Tx } from "../../db/client";

const days = z.int().min(1).max(3650);

/** Days that each level is kept for: single samples, 5-minute slots, hours. Days are kept for good. Each at least as long as the one before. */
export const retentionSchema = z
  .object({ samples: days, slots: days, hours: days })
  .refine(({ samples, slots, hours }) => samples <= slots && slots <= hours, "Each level must be kept at least as long as the finer one.");
export type Retention = z.output<typeof retentionSchema>;

/** For 1,000 GPUs each minute: about 1.4 GB of samples, 3 GB of slots and 3 GB of hours. */
export const RETENTION: Retention = { samples: 7, slots: 35, hours: 400 };

/** The policy stored under `gpu_retention`, else the default. */
export async function readRetention(sql: Sql | Tx): Promise<Retention> {
  const [row] = await sql<{ value: unknown }[]>`select value from setting where key = 'gpu_retention'`;
  return row ? retentionSchema.parse(row.value) : RETENTION;
}
