import type { Sql, Tx } from "../../db/client";

const DAY_MS = 86_400_000;

const monthOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 7);
const nextMonth = (month: string): string => {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
};

/**
 * Makes the monthly partitions of `attempt` that these UTC days (since 1970-01-01) need. UTC months, so a changed reporting zone moves no row.
 * `there`: months that have theirs, for a short while: aging out takes them away.
 */
export async function ensurePartitions(sql: Sql | Tx, days: readonly number[], there = new Set<string>()): Promise<void> {
  for (const month of [...new Set(days.map(monthOf))].sort()) {
    if (there.has(month)) continue;
    await makePartition(sql, month);
    there.add(month);
  }
}

async function makePartition(sql: Sql | Tx, month: string): Promise<void> {
  const name = `attempt_${month.replace("-", "_")}`;
  const [existing] = await sql<{ there: boolean }[]>`select to_regclass(${name}) is not null as there`;
  if (existing?.there) return;
  const make = async (tx: Tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('permille.partitions'))`;
    await tx.unsafe(
      `create table if not exists ${name} partition of attempt for values from ('${month}-01 00:00+00') to ('${nextMonth(month)}-01 00:00+00')`,
    );
  };
  await ("begin" in sql ? sql.begin(make) : make(sql));
}

/** Months ahead of `now`, so that no ingest waits for a partition at the turn of the month. */
export async function makePartitionsAhead(sql: Sql, now: Date, months = 2): Promise<void> {
  let month = now.toISOString().slice(0, 7);
  for (let i = 0; i <= months; i += 1) {
    await makePartition(sql, month);
    month = nextMonth(month);
  }
}
