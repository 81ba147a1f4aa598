import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import { settleBuckets } from "../ingest/settle-buckets";
import { lockMerge } from "../ingest/stage";
import { readZone } from "../settings";
import type { SettlementInput } from "./settlement";

/** What is settled, newest first. */
export interface Settlement {
  id: number;
  /** The gateway sources that saw the traffic. */
  source: string;
  provider: string;
  /** "*" = every account, "" = the export names none. */
  account: string;
  from: string;
  to: string | null;
  covered: boolean;
  createdBy: string;
  createdAt: string;
}

export async function listSettlements(sql: Sql | Tx): Promise<Settlement[]> {
  const rows = await sql<(Omit<Settlement, "createdAt"> & { createdAt: Date })[]>`
    select id, source, provider, account, from_day as from, to_day as to, covered, created_by as "createdBy", created_at as "createdAt" from coverage order by id desc`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/**
 * Settles an overlap, and every figure of the days it concerns with it, in one transaction. An earlier settlement of the same traffic ends where this
 * one begins. Throws `not_found` where no provider's own count names it.
 */
export async function settleOverlap(sql: Sql, { provider, account, covered, from, to }: SettlementInput, actor: string): Promise<void> {
  await sql.begin(async (tx) => {
    await lockMerge(tx);
    const stored = account ?? "";
    const [named] = await tx`
      select from usage_bucket b join dimension_value p on p.id = b.provider where p.dimension = 'provider' and p.value = ${provider} limit 1`;
    if (!named) throw new AppError("not_found", `No provider's own count is of "${provider}", so there is nothing to settle.`);
    const sources = await tx<{ id: string }[]>`
      select distinct s.id from rollup_utc_day r join source s on s.num = r.source join dimension_value p on p.id = r.provider
      where p.dimension = 'provider' and p.value = ${provider} and r.rows > 0 and r.day >= ${from}::date and (${to}::date is null or r.day < ${to}::date)
      order by 1`;
    await tx`delete from coverage where provider = ${provider} and account = ${stored} and from_day >= ${from}::date and (${to}::date is null or from_day < ${to}::date)`;
    await tx`
      update coverage set to_day = ${from}::date
      where provider = ${provider} and account = ${stored} and from_day < ${from}::date and (to_day is null or to_day > ${from}::date)`;
    await tx`
      insert into coverage (source, provider, account, from_day, to_day, covered, created_by)
      values (${sources.map((s) => s.id).join(", ")}, ${provider}, ${stored}, ${from}, ${to}, ${covered}, ${actor})`;
    await settleProvider(tx, provider);
    await tx`
      insert into audit_entry (actor, action, subject, detail)
      values (${actor}, 'settle_overlap', ${`${provider} ${stored}`.trim()}, ${tx.json({ covered, from, to, sources: sources.map((s) => s.id) })})`;
  });
}

/** Takes a settlement back: the traffic is in question again wherever both counted it. Throws `not_found`. */
export async function unsettle(sql: Sql, id: number, actor: string): Promise<void> {
  await sql.begin(async (tx) => {
    await lockMerge(tx);
    const [gone] = await tx<{ provider: string; account: string; covered: boolean; from: string }[]>`
      delete from coverage where id = ${id} returning provider, account, covered, from_day as from`;
    if (!gone) throw new AppError("not_found", `There is no settlement ${id}.`);
    await settleProvider(tx, gone.provider);
    await tx`
      insert into audit_entry (actor, action, subject, detail)
      values (${actor}, 'unsettle_overlap', ${`${gone.provider} ${gone.account}`.trim()}, ${tx.json({ covered: gone.covered, from: gone.from })})`;
  });
}

async function settleProvider(tx: Tx, provider: string): Promise<void> {
  const days = await tx<{ day: string }[]>`
    select distinct b.utc_day::text as day from usage_bucket b join dimension_value p on p.id = b.provider where p.dimension = 'provider' and p.value = ${provider}`;
  await settleBuckets(
    tx,
    await readZone(tx),
    days.map((row) => row.day),
  );
}
