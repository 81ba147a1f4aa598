import { z } from "zod";
import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import type { Plan } from "./plan";

/** How far the demo company is loaded. Instants are ISO; `loading` is set while records up to it are being loaded, and names the target to resume. */
const demoState = z.object({
  /** Counts up when the company gets another history: one loaded halfway in an older one can't be continued. */
  story: z.literal(3),
  seed: z.int(),
  scale: z.number().positive(),
  anchor: z.int(),
  loadedThrough: z.iso.datetime().nullable(),
  loading: z.iso.datetime().nullable(),
  loadedAt: z.iso.datetime().nullable(),
});
export type DemoState = z.infer<typeof demoState>;

/** Null where the instance holds no demo. Throws `conflict` for a demo that another version of Permille loaded in another shape. */
export async function readState(sql: Sql): Promise<DemoState | null> {
  const [row] = await sql<{ value: unknown }[]>`select value from setting where key = 'demo'`;
  if (!row) return null;
  const { data, error } = demoState.safeParse(row.value);
  if (!data)
    throw new AppError(
      "conflict",
      "The demo company here is of another version of Permille: remove the demo's folder (.permille-demo) and start the demo again.",
      { cause: error },
    );
  return data;
}

/** True once the company was loaded whole, however long ago. */
export async function isDemoLoaded(sql: Sql): Promise<boolean> {
  return ((await readState(sql))?.loadedThrough ?? null) !== null;
}

export async function writeState(sql: Sql, state: DemoState): Promise<void> {
  await sql`insert into setting (key, value) values ('demo', ${sql.json(state)}) on conflict (key) do update set value = excluded.value, updated_at = now()`;
}

export const planOf = ({ seed, scale, anchor }: DemoState): Plan => ({ seed, scale, anchor });
