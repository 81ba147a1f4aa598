import type { Tx } from "../../db/client";
import { type Range, startOfDay, touchedDays } from "../time";
import type { Family } from "./define";

/** A source and its facts, or its bill lines; null where it has none. */
export interface SourceCoverage {
  num: number;
  id: string;
  label: string;
  from: string | null;
  /** The newest fact; epoch ms. */
  latest: number | null;
  /** End of what it covers, exclusive: a day-wide count or bill covers the reporting date of the same name. Epoch ms. */
  through: number | null;
}

export interface Instance {
  zone: string;
  sources: readonly SourceCoverage[];
}

/** The reporting zone, and what each source's calls and provider counts span. */
export async function readInstance(tx: Tx): Promise<Instance> {
  const rows = await tx<
    { zone: string; num: number | null; id: string; label: string; from: string | null; latest: Date | null; through: Date | null }[]
  >`
    with place as (select coalesce((select value #>> '{}' from setting where key = 'zone'), 'UTC') as zone)
    select place.zone, s.num, s.id, s.label, f.day as from, greatest(c.at, b.at) as latest,
      greatest(c.at + interval '1 millisecond', b.through) as through
    from place
    left join source s on true
    left join lateral (select day from rollup_day_core where source = s.num order by day limit 1) f on true
    left join lateral (select day from rollup_day_core where source = s.num order by day desc limit 1) l on true
    left join lateral (
      select occurred_at as at from attempt
      where source = s.num and counted and occurred_at >= (l.day::timestamp at time zone place.zone) order by occurred_at desc limit 1
    ) a on true
    left join lateral (
      -- Not later than what is in the rollups.
      select case when p.from_at is null then a.at else least(a.at, coalesce(d.at, p.from_at - interval '1 millisecond')) end as at
      from (select min(from_at) as from_at from pending_sums where source = s.num) p left join folded_through d on d.source = s.num
    ) c on true
    left join lateral (
      select max(least(ends_at, as_of)) as at,
        max(least(case when width = '1d' then (utc_day + 1)::timestamp at time zone place.zone else ends_at end, as_of)) as through
      from usage_bucket where source = s.num and counted and utc_day >= l.day - 1
    ) b on true`;
  return {
    zone: rows[0]?.zone ?? "UTC",
    sources: rows.flatMap(({ num, id, label, from, latest, through }) =>
      num == null ? [] : [{ num, id, label, from, latest: latest?.getTime() ?? null, through: through?.getTime() ?? null }],
    ),
  };
}

/** The same for bill lines. */
export async function readBillSources(tx: Tx, zone: string): Promise<SourceCoverage[]> {
  const rows = await tx<{ num: number; id: string; label: string; from: string; latest: Date; through: Date }[]>`
    select s.num, s.id, s.label, min(l.utc_day) as from, max(least(l.charge_period_end, l.as_of)) as latest,
      max(least((l.utc_day + 1)::timestamp at time zone ${zone}, l.as_of)) as through
    from bill_line l join source s on s.num = l.source
    where l.counted
    group by s.num, s.id, s.label`;
  return rows.map((row) => ({ ...row, latest: row.latest.getTime(), through: row.through.getTime() }));
}

/** Sources of samples with records in a range (null: ever), to the day, by what their runs read. */
export async function readMonitors(tx: Tx, zone: string, range: Range | null, families: readonly Family[]): Promise<SourceCoverage[]> {
  // Exporters of the one know nothing of the other.
  const others = [
    ...(families.some((family) => family === "gpu" || family === "gpu_cost") ? [] : ["dcgm"]),
    ...(families.includes("serving") ? [] : ["vllm"]),
  ];
  const rows = await tx<{ num: number; id: string; label: string; from: string; latest: Date }[]>`
    select s.num, s.id, s.label, (min(r.from_at) at time zone ${zone})::date::text as from, max(r.to_at) as latest
    from source s join ingest_run r on r.source = s.id
    where s.role = 'monitor' and s.kind <> all(${others}::text[]) and r.to_at is not null
      ${range ? tx`and r.to_at >= ${new Date(range.from)} and r.from_at < ${new Date(range.to)}` : tx``}
    group by s.num, s.id, s.label`;
  return rows.map(({ latest, ...row }) => ({ ...row, latest: latest.getTime(), through: latest.getTime() + 1 }));
}

/** Numbers of the sources that have facts in a range, to the day. */
export async function sourcesWithin(tx: Tx, range: Range, zone: string, sources: readonly SourceCoverage[]): Promise<Set<number>> {
  const { from, to } = touchedDays(range, zone);
  const nums = sources.map((source) => source.num);
  if (nums.length === 0) return new Set();
  const rows = await tx<{ num: number }[]>`
    select s.num from source s
    where s.num = any(${nums}::integer[]) and exists (select from rollup_day_core r where r.source = s.num and r.day >= ${from} and r.day < ${to})`;
  return new Set(rows.map((row) => row.num));
}

/** Between these instants, [from, through), a missing row means zero; `latest` is the newest fact that all answering sources reach. */
export interface Coverage {
  from: number;
  through: number;
  latest: number;
}

/**
 * From the first day of the earliest fact to the earliest of the newest facts of the `answering` sources: those with facts in the range; where
 * none has any, the latest of all. Null without any fact: then nothing is known.
 */
export function coverageOf(
  sources: readonly SourceCoverage[],
  answering: (source: SourceCoverage) => boolean,
  zone: string,
): Coverage | null {
  const known = sources.flatMap(({ from, latest, through, ...source }) =>
    from == null || latest == null || through == null ? [] : [{ ...source, from, latest, through }],
  );
  const [first] = known.map((source) => source.from).sort();
  if (first == null) return null;
  const inRange = known.filter(answering);
  const [pick, counted] = inRange.length > 0 ? ([Math.min, inRange] as const) : ([Math.max, known] as const);
  return {
    from: startOfDay(first, zone),
    through: pick(...counted.map((source) => source.through)),
    latest: pick(...counted.map((source) => source.latest)),
  };
}
