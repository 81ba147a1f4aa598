/** SQL of time between two instants in milliseconds. As a double: exact here, and ten times as fast as numeric. */
const ms = (from: string, to: string): string => `(date_part('epoch', ${to} - ${from}) * 1000)::bigint`;

/**
 * Common table expressions about the time of cards, which runs from a card's first sample to its last, through gaps and for slices that no instance has:
 * `held` (day, hour, host, gpu_model, namespace, pod, card, slices, slices_of, ms and `measures`), the time that was measured, and `gap` (day, hour, host,
 * gpu_model, ms), the rest, which is its host's and model's and no pod's; where nothing was measured, those before it. `machine`: SQL of rows of a GPU
 * rollup with `day` and `hour`; `buckets`: SQL of (day, hour, "from", "to"), the same days or hours cut to what is asked.
 */
export function cardTime({
  machine,
  buckets,
  byHour,
  measures = [],
}: {
  machine: string;
  buckets: string;
  byHour: boolean;
  measures?: readonly string[];
}): string {
  const same = byHour ? "using (card, day, hour)" : "using (card, day)";
  const bucket = byHour ? "day, hour" : "day";
  return `machine as not materialized (${machine}),
    held as materialized (
      select m.day, ${byHour ? "m.hour" : "null::timestamptz as hour"}, m.host, m.gpu_model, m.namespace, m.pod, d.card, d.slices, d.slices_of, m.slot_ms as ms
        ${measures.map((measure) => `, ${measure}`).join("")}
      from machine m join gpu_device d on d.id = m.subject
    ),
    life as (
      select card, date_bin('5 minutes', min(first_at), 'epoch') as first, date_bin('5 minutes', max(last_at), 'epoch') + interval '5 minutes' as last
      from gpu_device where first_at is not null group by card
    ),
    lived as (
      select b.day, b.hour, l.card, ${ms('greatest(b."from", l.first)', 'least(b."to", l.last)')} as ms
      from (${buckets}) b join life l on l.first < b."to" and l.last > b."from"
    ),
    told as (
      select card, ${bucket}, coalesce(sum(ms::float8) filter (where slices = slices_of), 0)::bigint as whole,
        sum(ms * slices::numeric / slices_of) filter (where slices <> slices_of) as sliced, max(host::bigint << 32 | gpu_model) as names
      from held group by card, ${bucket}
    ),
    missed as (
      select l.day, l.hour, l.card, l.ms - coalesce(t.whole, 0) - coalesce(t.sliced, 0) as ms, (t.names >> 32)::integer as host, (t.names & 4294967295)::integer as gpu_model
      from lived l left join told t ${same}
      where case when t.sliced is null then l.ms > coalesce(t.whole, 0) else l.ms - t.whole - t.sliced > 0.5 end
    ),
    gap as materialized (
      select day, hour, host, gpu_model, sum(ms) as ms
      from (
        select m.day, m.hour, coalesce(m.host, b.host, 0) as host, coalesce(m.gpu_model, b.gpu_model, 0) as gpu_model, m.ms
        from missed m left join lateral (
          select x.host, x.gpu_model from gpu_day x join gpu_device d on d.id = x.subject
          where m.host is null and d.card = m.card and x.day <= m.day order by x.day desc limit 1
        ) b on true
      ) g group by day, hour, host, gpu_model
    )`;
}
