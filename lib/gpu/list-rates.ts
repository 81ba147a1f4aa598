import type { Sql } from "../../db/client";
import { type BillSelector, RATE_FIELDS, type RATE_TERMS } from "./rate";
import { RECENT_CARDS, recentDays, spansAt } from "./recent";
import { type State, withState } from "./state";

/** A rate as people made it. Instants are ISO, amounts decimal text. */
export interface SetGpuRate {
  id: number;
  field: (typeof RATE_FIELDS)[number];
  subject: string;
  usdPerHour: string | null;
  terms: (typeof RATE_TERMS)[number];
  purchaseUsd: string | null;
  months: number | null;
  bill: BillSelector | null;
  /** The last charge period of a billed rate; `toDay` is exclusive. */
  billed: { fromDay: string; toDay: string; lines: number; usd: string; cardHours: string } | null;
  fromDay: string | null;
  note: string | null;
  createdBy: string;
  createdAt: string;
  retiredBy: string | null;
  retiredAt: string | null;
  state: State;
  /** Cards of the last 30 days that it is the rate of today. */
  cards: number;
}

export interface Unrated {
  host: string | null;
  gpuModel: string | null;
  pool: string | null;
  /** Each counts once, where it was measured last; a row that all have left since has none. */
  cards: number;
  /** Measured hours of the last 30 days without a rate. */
  hours: string;
}

const MOST = 200;

/** Every rate that was ever set, by field and subject, in each the latest day first; and what the last 30 days had without one, at most 200. */
export async function listGpuRates(sql: Sql, now: Date): Promise<{ rates: SetGpuRate[]; unrated: Unrated[] }> {
  const { from, today } = await recentDays(sql, now);
  const [rows, counts, unrated] = await Promise.all([
    sql<(Omit<SetGpuRate, "createdAt" | "retiredAt" | "state" | "cards"> & { createdAt: Date; retiredAt: Date | null })[]>`
      select r.id, field, subject, trim_scale(coalesce(b.usd_per_hour, r.usd_per_hour))::text as "usdPerHour", terms, trim_scale(purchase_usd)::text as "purchaseUsd",
        months, bill, r.from_day::text as "fromDay", note, created_by as "createdBy", created_at as "createdAt", retired_by as "retiredBy",
        retired_at as "retiredAt",
        case when b.rate is not null then json_build_object('fromDay', b.from_day, 'toDay', b.to_day, 'lines', b.lines,
          'usd', trim_scale(b.billed_usd)::text, 'cardHours', trim_scale(b.card_hours)::text) end as billed
      from gpu_rate r left join lateral (select * from gpu_billed b where b.rate = r.id order by b.to_day desc, b.from_day desc limit 1) b on true
      order by array_position(${[...RATE_FIELDS]}::text[], field), subject, r.from_day desc nulls last, r.id desc`,
    sql.unsafe<{ rate: number; cards: number }[]>(
      `with card as materialized (${RECENT_CARDS})
      select s.rate, count(distinct c.card)::integer as cards from card c join ${spansAt("$2::date")} where s.rate is not null group by s.rate`,
      [from, today],
    ),
    sql<Unrated[]>`
      select h.value as host, m.value as "gpuModel", p.value as pool, (count(*) filter (where latest = 1))::integer as cards, trim_scale(round(sum(ms * part) / 3600000, 6))::text as hours
      from (
        select g.host, g.gpu_model, s.pool, d.card, g.slot_ms as ms, d.slices::numeric / d.slices_of as part,
          row_number() over (partition by d.card order by g.day desc, g.last_at desc, d.id) as latest
        from gpu_day g join gpu_device d on d.id = g.subject
          join gpu_span s on s.host = g.host and s.gpu_model = g.gpu_model and s.namespace = g.namespace and s.pod = g.pod
            and s.from_day <= g.day and s.to_day > g.day
        where g.day >= ${from} and s.rate is null
      ) u
      left join dimension_value h on h.id = u.host left join dimension_value m on m.id = u.gpu_model left join dimension_value p on p.id = u.pool
      group by 1, 2, 3 order by sum(ms * part) desc, 1, 2, 3 limit ${MOST}`,
  ]);
  const cards = new Map(counts.map((row) => [row.rate, row.cards]));
  const listed = rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    retiredAt: row.retiredAt?.toISOString() ?? null,
    cards: cards.get(row.id) ?? 0,
  }));
  return { rates: withState(listed, ({ field, subject }) => `${field}\n${subject}`, today), unrated: [...unrated] };
}
