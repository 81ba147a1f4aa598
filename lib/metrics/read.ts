import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";

const LIMIT_MS = 5000;
const CANCELED = "57014";

/** Runs `work` on one consistent snapshot, read only, and stops a statement after 5 seconds with `limit`. */
export async function readBounded<T>(sql: Sql, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return (await sql.begin("isolation level repeatable read read only", async (tx) => {
      // Compiling a short aggregation costs more than running it, and so does starting workers for less than 8 MB of an index.
      const settings = tx`select set_config('statement_timeout', ${String(LIMIT_MS)}, true), set_config('jit', 'off', true),
        set_config('min_parallel_index_scan_size', '8MB', true), set_config('min_parallel_table_scan_size', '64MB', true)`;
      const [, answer] = await Promise.all([settings.execute(), work(tx as unknown as Tx)]);
      return answer;
    })) as T;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === CANCELED) {
      throw new AppError("limit", "That question reads more rows than 5 seconds allow. Narrow the range or drop a dimension.", {
        cause: error,
      });
    }
    throw error;
  }
}
