import type { Sql, Tx } from "../../db/client";
import { readZone } from "../settings/zone";
import { addDays, type Day, dayOf } from "../time";
import { readRates, readRules } from "./basis";
import { type Billed, type BilledLines, billRates, type CardTime, mergeDays } from "./billed";
import { cardTime } from "./card-time";
import type { BillSelector } from "./rate";
import { lockSamples } from "./refresh";
import { respan } from "./spans";

/** Days after its end in which hours of a charge period may still grow from late samples, looked at every few minutes; every night looks at all. */
const FRESH_DAYS = 3;

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
  const selectors = await tx<{ id: number; bill: BillSelector }[]>`
    select id, bill from gpu_rate where terms = 'billed' and retired_at is null order by id`;
  const known = new Map((await readStored(tx)).map((row) => [keyOf(row.rate, row), row]));
  const lines = new Map<number, BilledLines[]>();
  const current = new Set<string>();
  for (const { id, bill } of selectors) {
    const periods = await readLines(tx, bill, zone);
    for (const period of periods) current.add(keyOf(id, period));
    lines.set(
      id,
      periods.filter((period) => isStale(period, known.get(keyOf(id, period)), since)),
    );
  }
  const gone = [...known].flatMap(([key, row]) => (current.has(key) ? [] : [row]));
  const forgotten = await forget(tx, gone);
  const stale = [...lines.values()].flat();
  if (stale.length === 0) return forgotten > 0;
  const [rules, rates] = await Promise.all([readRules(tx), readRates(tx)]);
  const time = await readTime(tx, zone, earliest(stale.map(({ from }) => from)), latest(stale.map(({ to }) => to)));
  const settled = billRates(rules, rates, lines, time);
  return (await write(tx, lines, settled)) || forgotten > 0;
}

const keyOf = (rate: number, { from, to }: { from: string; to: string }): string => `${rate} ${from} ${to}`;
const earliest = (days: readonly Day[]): Day => [...days].sort()[0] ?? "";
const latest = (days: readonly Day[]): Day => [...days].sort().at(-1) ?? "";
const isStale = (period: BilledLines, known: Stored | undefined, since: Day | null): boolean =>
  since === null || period.to >= since || known === undefined || known.lines !== period.lines || known.usd !== period.usd;

interface Stored {
  rate: number;
  from: string;
  to: string;
  lines: number;
  usd: string;
}

const readStored = (tx: Tx): Promise<Stored[]> =>
  tx<Stored[]>`
    select rate, from_day::text as "from", to_day::text as "to", lines, trim_scale(billed_usd)::text as usd from gpu_billed`.then(
    (rows) => [...rows],
  );

const matches = (tx: Tx, value: string, pattern: string | null) =>
  pattern === null
    ? tx`true`
    : pattern.endsWith("*")
      ? tx`coalesce(starts_with(${tx.unsafe(value)}, ${pattern.slice(0, -1)}), false)`
      : tx`coalesce(${tx.unsafe(value)} = ${pattern}, false)`;

/** Counted lines by charge period, its ends on the nearest day of the zone; days of a month together. */
async function readLines(tx: Tx, { source, description, project }: BillSelector, zone: string): Promise<BilledLines[]> {
  const rows = await tx<BilledLines[]>`
    select case when near_from < near_to then near_from else middle end::text as "from",
      case when near_from < near_to then near_to else middle + 1 end::text as "to", count(*)::integer as lines, trim_scale(round(sum(usd), 12))::text as usd
    from (
      select ((l.charge_period_start + interval '12 hours') at time zone ${zone})::date as near_from,
        ((l.charge_period_end + interval '12 hours') at time zone ${zone})::date as near_to,
        ((l.charge_period_start + (l.charge_period_end - l.charge_period_start) / 2) at time zone ${zone})::date as middle, l.billed_cost as usd
      from bill_line l left join dimension_value p on p.id = l.project
      where l.counted and l.billing_currency = 'USD' and l.source = (select num from source where id = ${source})
        and (${matches(tx, "l.charge_description", description)} or ${matches(tx, "l.variant", description)})
        and ${matches(tx, "p.value", project)}
    ) l group by 1, 2 order by 1, 2`;
  return mergeDays([...rows]);
}

/** Hours of cards by day, host and GPU model in [from, to), through gaps. */
async function readTime(tx: Tx, zone: string, from: Day, to: Day): Promise<CardTime[]> {
  const buckets = `select d::date as day, null::timestamptz as hour, d at time zone $1 as "from", (d + interval '1 day') at time zone $1 as "to"
    from generate_series($2::date::timestamp, $3::date::timestamp - interval '1 day', interval '1 day') as d`;
  const machine = "select * from gpu_day where day >= $2::date and day < $3::date";
  const rows = await tx.unsafe<CardTime[]>(
    `with ${cardTime({ machine, buckets, byHour: false })}
    select t.day::text as day, h.value as host, m.value as "gpuModel", trim_scale(round(sum(t.ms) / 3600000, 9))::text as hours
    from (
      select day, host, gpu_model, ms * slices::numeric / slices_of as ms from held where ms > 0
      union all select day, host, gpu_model, ms from gap
    ) t left join dimension_value h on h.id = t.host left join dimension_value m on m.id = t.gpu_model
    group by 1, 2, 3`,
    [zone, from, to],
  );
  return [...rows];
}

async function forget(tx: Tx, periods: readonly Pick<Stored, "rate" | "from" | "to">[]): Promise<number> {
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
  const there = new Set(rows.map((row) => keyOf(row.rate, row)));
  const without = [...stale]
    .flatMap(([rate, periods]) => periods.map((period) => ({ rate, ...period })))
    .filter((row) => !there.has(keyOf(row.rate, row)));
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
