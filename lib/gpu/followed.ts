import type { SampleFamily } from "../../db/schema/sample-tables";

/** Values that only grow until their process starts anew. */
export const countersOf = ({ values }: SampleFamily): string[] => values.filter(({ counter }) => counter).map(({ name }) => name);

const next = (column: string): string => `next_${column}`;

const leads = (family: SampleFamily): string =>
  ["at", ...countersOf(family)].map((column) => `lead(s.${column}) over following as ${next(column)}`).join(", ");

/** Subjects that the same card holds: whether it has instances decides what counts of it. */
const cards = (family: SampleFamily): string =>
  family.name === "gpu" ? "select id as subject, card from gpu_device" : "select id as subject, id as card from serving_server";

/** The names of the columns that `followedSql` gives. */
export const followedColumns = (family: SampleFamily): string =>
  ["subject", "card", "hour", "at", ...family.names, ...family.marks, ...family.values.map(({ name }) => name)]
    .concat(["at", ...countersOf(family)].map(next))
    .join(", ");

/**
 * SQL of samples, each with the time and the counters of the one that follows it, however much later. `touched`: those of the cards and UTC hours in the
 * table `<family>_touched`; all: of every one.
 */
export function followedSql(family: SampleFamily, scope: "touched" | "all"): string {
  const { name } = family;
  if (scope === "all")
    return `select ${followedColumns(family)} from (
      select s.*, c.card, date_trunc('hour', s.at, 'UTC') as hour, ${leads(family)}
      from ${name}_sample s join (${cards(family)}) c using (subject)
      window following as (partition by s.subject order by s.at)
    ) listed`;
  const columns = followedColumns(family)
    .split(", ")
    .map((column) =>
      column === next("at")
        ? "coalesce(l.next_at, n.at) as next_at"
        : column.startsWith("next_")
          ? `case when l.next_at is null then n.${column.slice(5)} else l.${column} end as ${column}`
          : `l.${column}`,
    );
  return `select ${columns.join(", ")} from (
      select s.*, t.card, t.hour, ${leads(family)}
      from ${name}_touched t join (${cards(family)}) c using (card)
      join ${name}_sample s on s.subject = c.subject and s.at >= t.hour and s.at < t.hour + interval '1 hour'
      window following as (partition by s.subject, t.hour order by s.at)
    ) l left join lateral (
      select n.* from ${name}_sample n where l.next_at is null and n.subject = l.subject and n.at > l.at order by n.at limit 1
    ) n on true`;
}

const ms = (interval: string): string => `round(extract(epoch from ${interval}) * 1000)::bigint`;

/** A scrape interval above this is no interval: what lies between two such samples is a gap. */
const LONGEST_INTERVAL_MS = 15 * 60_000;
/** Two that scrape the same GPU almost together leave gaps of both kinds: the short one is no interval. */
const TOGETHER_MS = 5_000;
const LONE_INTERVAL_MS = 60_000;
export const SLOT_MS = 5 * 60_000;

/**
 * Common table expressions over the relation `followed` that end in `weighed`: each sample with `slot`, `gap_ms` (to the next; null for the last) and its
 * weight `w` in ms: the time to the next sample, at most three times the nominal interval. Nominal is the median interval of the subject in that hour (of samples
 * in pairs, the time between pairs), 60 s where none can be told. The last sample so far counts for one nominal interval.
 */
export const WEIGHED = `gapped as (select *, ${ms("next_at - at")} as gap_ms from followed),
  usual as (
    select subject, hour, percentile_disc(array[0.5, 0.75]) within group (order by gap_ms) as gaps
    from gapped where gap_ms <= ${LONGEST_INTERVAL_MS} group by subject, hour
  ),
  nominal as (
    select subject, hour, case when gaps[1] < ${TOGETHER_MS} and gaps[1] * 10 < gaps[2] then gaps[2] else gaps[1] end as nominal_ms from usual
  ),
  weighed as (
    select g.*, date_bin('5 minutes', g.at, 'epoch') as slot,
      least(coalesce(g.gap_ms, coalesce(n.nominal_ms, ${LONE_INTERVAL_MS})), 3 * coalesce(n.nominal_ms, ${LONE_INTERVAL_MS})) as w
    from gapped g left join nominal n using (subject, hour)
  )`;

/** What a counter gained until the next sample, whose smaller value means that it began anew at zero; null where either is unknown. */
export const gained = (counter: string): string =>
  `(case when next_${counter} >= ${counter} then next_${counter} - ${counter} when ${counter} is not null then next_${counter} end)`;
