import type { Tx } from "../../db/client";
import type { Day } from "../time";
import { type Billed, type BilledLines, type CardTime, mergeDays } from "./billed";
import { cardTime } from "./card-time";
import type { BillSelector } from "./rate";

/** A charge period of a billed rate as it is stored. */
export type BilledRow = Billed & { rate: number };

export const billedKey = (rate: number, { from, to }: { from: string; to: string }): string => `${rate} ${from} ${to}`;

export const readBilledRows = (tx: Tx): Promise<BilledRow[]> =>
  tx<BilledRow[]>`
    select rate, from_day::text as "from", to_day::text as "to", lines, trim_scale(billed_usd)::text as usd, trim_scale(card_hours)::text as hours,
      trim_scale(usd_per_hour)::text as "usdPerHour"
    from gpu_billed`.then((rows) => [...rows]);

/** What bill lines say now of each billed rate in use, by its id. */
export async function readBillLines(tx: Tx, zone: string): Promise<Map<number, BilledLines[]>> {
  const selectors = await tx<{ id: number; bill: BillSelector }[]>`
    select id, bill from gpu_rate where terms = 'billed' and retired_at is null order by id`;
  const lines = new Map<number, BilledLines[]>();
  for (const { id, bill } of selectors) lines.set(id, await readLines(tx, bill, zone));
  return lines;
}

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
export async function readCardTime(tx: Tx, zone: string, from: Day, to: Day): Promise<CardTime[]> {
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
