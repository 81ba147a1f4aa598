import type { Sql, Tx } from "../../db/client";
import { readZone } from "../settings/zone";
import { addDays, type Day, dayOf } from "../time";
import { readRates, readRules } from "./basis";
import { type Billed, type BilledLines, billRates } from "./billed";
import { type BilledRow, billedKey, readBilledRows, readBillLines, readCardTime } from "./read-bills";
import { lockSamples } from "./refresh";
import { respan } from "./spans";

/** Days after its end in which hours of a charge period may still grow from late samples, looked at every few minutes; every night looks at all. */
export const FRESH_DAYS = 3;

/**
 * Brings billed rates up to what bill lines and samples say now; spans follow. `since`: charge periods that ended before it are looked at only where their
 * lines changed; null: all.
 */
export async function followBills(sql: Sql, now: Date, scope: "fresh" | "all" = "fresh"): Promise<{ changed: boolean }> {
  const [any] = await sql<{ any: boolean }[]>`select exists (select from gpu_rate where terms = 'billed' and retired_at is null) as any`;
  if (!any?.any) return { changed: false };
  return sql.begin(async (tx) => {
    await lockSamples(tx);
    const zone = await readZone(tx);
    const changed = await billAgain(tx, zone, scope === "all" ? null : addDays(dayOf(now.getTime(), zone), -FRESH_DAYS));
    if (changed) await respan(tx);
    return { changed };
  });
}

/** The same inside a transaction that holds the lock of samples, without the spans. Resolves to whether anything changed. */
export async function billAgain(tx: Tx, zone: string, since: Day | null): Promise<boolean> {
  const known = new Map((await readBilledRows(tx)).map((row) => [billedKey(row.rate, row), row]));
  const lines = new Map<number, BilledLines[]>();
  const current = new Set<string>();
  for (const [id, periods] of await readBillLines(tx, zone)) {
    for (const period of periods) current.add(billedKey(id, period));
    lines.set(
      id,
      periods.filter((period) => isStale(period, known.get(billedKey(id, period)), since)),
    );
  }
  const gone = [...known].flatMap(([key, row]) => (current.has(key) ? [] : [row]));
  const forgotten = await forget(tx, gone);
  const stale = [...lines.values()].flat();
  if (stale.length === 0) return forgotten > 0;
  const [rules, rates] = await Promise.all([readRules(tx), readRates(tx)]);
  const time = await readCardTime(tx, zone, earliest(stale.map(({ from }) => from)), latest(stale.map(({ to }) => to)));
  const settled = billRates(rules, rates, lines, time);
  return (await write(tx, lines, settled)) || forgotten > 0;
}

const earliest = (days: readonly Day[]): Day => [...days].sort()[0] ?? "";
const latest = (days: readonly Day[]): Day => [...days].sort().at(-1) ?? "";
const isStale = (period: BilledLines, known: BilledRow | undefined, since: Day | null): boolean =>
  since === null || period.to >= since || known === undefined || known.lines !== period.lines || known.usd !== period.usd;

async function forget(tx: Tx, periods: readonly Pick<BilledRow, "rate" | "from" | "to">[]): Promise<number> {
  if (periods.length === 0) return 0;
  const deleted = await tx`
    delete from gpu_billed b
    using unnest(${periods.map(({ rate }) => rate)}::integer[], ${periods.map(({ from }) => from)}::date[], ${periods.map(({ to }) => to)}::date[]) as g(rate, from_day, to_day)
    where b.rate = g.rate and b.from_day = g.from_day and b.to_day = g.to_day`;
  return deleted.count;
}

/** Stores what the stale periods came to; resolves to whether anything is another than before. */
async function write(
  tx: Tx,
  stale: ReadonlyMap<number, readonly BilledLines[]>,
  settled: ReadonlyMap<number, readonly Billed[]>,
): Promise<boolean> {
  const rows = [...settled].flatMap(([rate, periods]) => periods.map((period) => ({ rate, ...period })));
  const there = new Set(rows.map((row) => billedKey(row.rate, row)));
  const without = [...stale]
    .flatMap(([rate, periods]) => periods.map((period) => ({ rate, ...period })))
    .filter((row) => !there.has(billedKey(row.rate, row)));
  const forgotten = await forget(tx, without);
  const column = <T>(of: (row: (typeof rows)[number]) => T): T[] => rows.map(of);
  const written = await tx`
    insert into gpu_billed as b (rate, from_day, to_day, lines, billed_usd, card_hours, usd_per_hour)
    select * from unnest(${column(({ rate }) => rate)}::integer[], ${column(({ from }) => from)}::date[], ${column(({ to }) => to)}::date[],
      ${column(({ lines }) => lines)}::integer[], ${column(({ usd }) => usd)}::numeric[], ${column(({ hours }) => hours)}::numeric[],
      ${column(({ usdPerHour }) => usdPerHour)}::numeric[])
    on conflict (rate, from_day, to_day) do update set lines = excluded.lines, billed_usd = excluded.billed_usd, card_hours = excluded.card_hours,
      usd_per_hour = excluded.usd_per_hour
    where row(b.lines, b.billed_usd, b.card_hours, b.usd_per_hour)
      is distinct from row(excluded.lines, excluded.billed_usd, excluded.card_hours, excluded.usd_per_hour)`;
  return written.count + forgotten > 0;
}
