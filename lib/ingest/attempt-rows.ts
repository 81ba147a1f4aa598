import { type AttemptRow, attemptRow, type PreparedAttempt, type RowOrigin } from "./attempt-row";
import type { IngestContext } from "./context";

/** Rows of prepared attempts, each of its own origin; names that are new get their ids first. */
export async function attemptRows(
  { dictionary }: Pick<IngestContext, "dictionary">,
  prepared: readonly PreparedAttempt[],
  originOf: (n: number) => RowOrigin,
): Promise<AttemptRow[]> {
  const rows: AttemptRow[] = [];
  let open = prepared.map((_, n) => n);
  while (open.length > 0) {
    const again: number[] = [];
    for (const n of open) {
      const misses = dictionary.misses;
      rows[n] = attemptRow(prepared[n] as PreparedAttempt, dictionary, originOf(n));
      if (dictionary.misses > misses) again.push(n);
    }
    await dictionary.load();
    open = again;
  }
  return rows;
}
