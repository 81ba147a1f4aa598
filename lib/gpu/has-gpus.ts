import type { Sql, Tx } from "../../db/client";

/** Whether a sample of any GPU was ever read. */
export async function hasGpus(sql: Sql | Tx): Promise<boolean> {
  const [row] = await sql<{ any: boolean }[]>`select exists (select from gpu_device where first_at is not null) as any`;
  return row?.any === true;
}
