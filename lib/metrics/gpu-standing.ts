import type { Sql, Tx } from "../../db/client";
import { GPU_FAMILY } from "../../db/schema/sample-tables";
import { GONE_MS } from "../gpu/gone";
import { readIdleBelow } from "../gpu/idle";
import { SIGNALS, type Signal } from "../gpu/signal";
import { type GpuQuery, readGpuScope } from "./gpu-scope";
import type { GpuStanding } from "./gpu-standing-answer";
import { Params } from "./params";
import { readBounded } from "./read";
import { filterSql, type Scope } from "./scope";
import { filterSpanSql, ratedRows, spanOn, splitFilters } from "./spanned";
import { speakingSql } from "./speaking";

/** What is known of GPUs at all. Throws `invalid` and `limit` as a query does. `now` is epoch ms. */
export async function readGpuStanding(sql: Sql, asked: GpuQuery, { now }: { now: number }): Promise<GpuStanding> {
  return readBounded(sql, async (tx) => {
    const scope = await readGpuScope(tx, asked, "gpu_cost,gpu_utilization", now);
    const [ever, measured, silent, idleBelow] = await Promise.all([
      readEver(tx),
      readMeasured(tx, scope),
      readSilent(tx, scope, now),
      readIdleBelow(tx),
    ]);
    return { ...ever, ...measured, silent, idleBelow: String(idleBelow / 1e6) };
  });
}

async function readEver(tx: Tx): Promise<Pick<GpuStanding, "firstAt" | "dataThrough">> {
  const [row] = await tx<{ first: Date | null; last: Date | null }[]>`select min(first_at) as first, max(last_at) as last from gpu_device`;
  return { firstAt: row?.first?.toISOString() ?? null, dataThrough: row?.last?.toISOString() ?? null };
}

type Measured = Pick<GpuStanding, "cards" | "mapsPods" | "signals" | "unratedCards">;

/** Of the cards that were measured in the range. */
async function readMeasured(tx: Tx, scope: Scope): Promise<Measured> {
  const params = new Params();
  const times = SIGNALS.map((signal) => `${signal}_ms`);
  const read = ["slot_ms", "allocation_ms", ...times];
  const rows = await tx.unsafe<{ signal: Signal | null; cards: number; unrated: number; maps_pods: boolean }[]>(
    `with device as (
      select subject, ${times.map((name) => `sum(${name}) as ${name}`).join(", ")}, sum(allocation_ms) > 0 as maps_pods,
        bool_or(slot_ms > 0 and usd is null) as unrated
      from (${ratedRows(read, scope, params)}) r group by subject
    ),
    speaking as (${speakingSql("device", scope, params)}),
    card as (
      select card, min(signal) as signal, bool_or(unrated) as unrated, bool_or(maps_pods) as maps_pods
      from device d join speaking using (subject) join gpu_device g on g.id = d.subject group by card
    )
    select signal, count(*)::integer as cards, (count(*) filter (where unrated))::integer as unrated, bool_or(maps_pods) as maps_pods
    from card group by signal order by cards desc, signal`,
    params.values,
  );
  const sum = (of: "cards" | "unrated") => rows.reduce((total, row) => total + row[of], 0);
  return {
    cards: sum("cards"),
    mapsPods: rows.some((row) => row.maps_pods),
    signals: rows.map(({ signal, cards }) => ({ signal, cards })),
    unratedCards: sum("unrated"),
  };
}

/**
 * Hosts that fell silent. A card belongs to the host that told of it last, so that one that moved leaves no silent host behind. A scrape interval is the
 * time that a sample of the card's last day stood for.
 */
async function readSilent(tx: Tx, { filters, zone }: Scope, now: number): Promise<GpuStanding["silent"]> {
  const params = new Params();
  const [at, since] = [params.instant(now), params.instant(now - GONE_MS)];
  const { measured, spanned } = splitFilters(GPU_FAMILY, filters);
  const rows = await tx.unsafe<{ source: string | null; host: string | null; cards: number; since: Date }[]>(
    `with card as (
      select distinct on (d.card) d.id, d.card, d.last_at, l.*
      from gpu_device d cross join lateral (
        select x.day, ${GPU_FAMILY.names.map((name) => `x.${name}`).join(", ")}, x.measured_ms / nullif(x.samples, 0) as interval_ms
        from gpu_day x where x.subject = d.id and x.day >= (${since} at time zone ${params.text(zone)})::date order by x.day desc, x.last_at desc limit 1
      ) l
      where d.last_at >= ${since} order by d.card, d.last_at desc, d.id
    ),
    host as (
      select c.host, count(*)::integer as cards, max(last_at) as since, (array_agg(id order by last_at desc, id))[1] as id,
        max(coalesce(interval_ms, 0)) as interval_ms
      from card c ${spanned.length > 0 ? `left join gpu_span s on ${spanOn(GPU_FAMILY, "c")}` : ""}
      where ${filterSql(measured, "c", params)} and ${filterSpanSql(spanned, params)} group by c.host
    )
    select (
        select r.source from gpu_sample s join ingest_run r on r.id = s.run where s.subject = h.id and s.at = h.since limit 1
      ) as source, v.value as host, cards, since
    from host h left join dimension_value v on v.id = h.host
    where since < ${at} - greatest(interval '15 minutes', 3 * interval_ms * interval '1 millisecond')
    order by since desc, v.value`,
    params.values,
  );
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}
