import type { Tx } from "../../db/client";
import {
  GPU_FAMILY,
  rollupValues,
  SAMPLE_FAMILIES,
  SAMPLE_LEVELS,
  type SampleFamily,
  type SampleLevel,
} from "../../db/schema/sample-tables";
import { spanNewGpus, spanNewServed } from "./follow-samples";
import { followedColumns, followedSql } from "./followed";
import { gpuSlotCells } from "./gpu-cells";
import { IDLE_BELOW_SQL } from "./idle";
import { dayCells, hourCells } from "./levels";
import { servingSlotCells } from "./serving-cells";

/** One writer at a time changes samples and what derives from them. Reading goes on, and so does the ingest of calls. */
export async function lockSamples(tx: Tx): Promise<void> {
  await tx.unsafe("select pg_advisory_xact_lock(hashtext('permille.samples')); set local work_mem = '64MB'; set local jit = off");
}

export const slotCells = (family: SampleFamily, followed: string): string =>
  family === GPU_FAMILY ? gpuSlotCells(followed, IDLE_BELOW_SQL) : servingSlotCells(followed);

/** Session-local tables of a refresh: `<family>_touched`, the cards (or servers) and UTC hours whose samples changed. Emptied. */
export async function openTouched(tx: Tx): Promise<void> {
  await tx.unsafe(
    SAMPLE_FAMILIES.map(
      ({ name }) =>
        `create temp table if not exists ${name}_touched (card integer, hour timestamptz) on commit delete rows; truncate ${name}_touched`,
    ).join("; "),
  );
}

/**
 * Marks what changes of samples change: their own hours, and those of the samples before them, whose time to the next is another. `changed` is SQL for
 * a relation of (subject, at); call it when the samples stand as they shall.
 */
export async function touch(tx: Tx, { name }: SampleFamily, changed: string): Promise<void> {
  const card = name === "gpu" ? "(select d.card from gpu_device d where d.id = h.subject)" : "h.subject";
  await tx.unsafe(`insert into ${name}_touched (card, hour)
    with h as materialized (select subject, date_trunc('hour', at, 'UTC') as hour, min(at) as at from ${changed} c group by 1, 2)
    select ${card}, h.hour from h
    union
    select ${card}, date_trunc('hour', before.at, 'UTC')
    from h cross join lateral (select s.at from ${name}_sample s where s.subject = h.subject and s.at < h.at order by s.at desc limit 1) before`);
}

/**
 * Computes anew what rolls up the touched hours: slots from samples, the hours these lie in from slots, the days from hours. Only rows that differ are
 * written. `removes`: samples are gone. The same code for what arrives, what is taken back and what is restated, so that a rollup can't depend on the way its samples came.
 */
export async function refresh(tx: Tx, zone: string, family: SampleFamily, { removes = false } = {}): Promise<void> {
  const { name } = family;
  const [touched] = await tx.unsafe<{ any: boolean }[]>(`select exists (select from ${name}_touched) as any`);
  if (!touched?.any) return;
  const subjects =
    family === GPU_FAMILY
      ? "select distinct d.id as subject, t.hour from gpu_touched t join gpu_device d using (card)"
      : "select distinct card as subject, hour from serving_touched t";
  // By index, row for row: fresh partitions have no statistics, and a planner that guesses reads them whole.
  await tx.unsafe(`set local enable_hashjoin = off; set local enable_mergejoin = off; drop table if exists ${name}_followed;
    create temp table ${name}_followed on commit drop as ${followedSql(family, "touched")};
    set local enable_hashjoin = on; set local enable_mergejoin = on; analyze ${name}_followed`);
  await replace(tx, family, SAMPLE_LEVELS[0], {
    cells: slotCells(family, `select ${followedColumns(family)} from ${name}_followed`),
    within: `select t.subject, t.hour as "from", t.hour + interval '1 hour' as "to" from (${subjects}) t`,
    zone: null,
  });
  // An hour of a zone that is half an hour off lies in two of UTC.
  const hours = `select distinct t.subject, date_trunc('hour', x, $1) as "from" from (${subjects}) t, unnest(array[t.hour, t.hour + interval '55 minutes']) as x`;
  await replace(tx, family, SAMPLE_LEVELS[1], {
    cells: hourCells(
      family,
      `(${hours}) t join ${name}_slot s on s.subject = t.subject and s.slot >= t."from" and s.slot < t."from" + interval '1 hour' and date_trunc('hour', s.slot, $1) = t."from"`,
    ),
    within: `select h.subject, h."from", h."from" + interval '1 second' as "to" from (${hours}) h`,
    zone,
  });
  const days = `select distinct h.subject, (h."from" at time zone $1)::date as "from" from (${hours}) h`;
  await replace(tx, family, SAMPLE_LEVELS[2], {
    cells: dayCells(
      family,
      `(${days}) t join ${name}_hour s on s.subject = t.subject and s.hour >= t."from"::timestamp at time zone $1 - interval '1 hour'
        and s.hour < (t."from" + 1)::timestamp at time zone $1 + interval '1 hour' and (s.hour at time zone $1)::date = t."from"`,
    ),
    within: `select d.subject, d."from", d."from" + 1 as "to" from (${days}) d`,
    zone,
  });
  if (family === GPU_FAMILY) {
    await lifetimes(tx, removes);
    await spanNewGpus(
      tx,
      `(select coalesce(host, 0) as host, coalesce(gpu_model, 0) as gpu_model, coalesce(namespace, 0) as namespace, coalesce(pod, 0) as pod from gpu_followed) f`,
    );
  } else await spanNewServed(tx, zone, removes);
}

/** From when to when a GPU was seen. What arrives can only widen that; only what is taken back makes all its days be read. */
async function lifetimes(tx: Tx, removes: boolean): Promise<void> {
  await tx.unsafe(
    removes
      ? `update gpu_device d set first_at = l.first_at, last_at = l.last_at
         from (
           select x.id, min(g.first_at) as first_at, max(g.last_at) as last_at
           from gpu_device x left join gpu_day g on g.subject = x.id where x.card in (select card from gpu_touched) group by x.id
         ) l where l.id = d.id`
      : `update gpu_device d set first_at = least(d.first_at, l.first_at), last_at = greatest(d.last_at, l.last_at)
         from (select subject, min(at) as first_at, max(at) as last_at from gpu_followed group by subject) l
         where l.subject = d.id and (d.first_at is null or l.first_at < d.first_at or l.last_at > d.last_at)`,
  );
}

interface Replacement {
  /** SQL of the rows as they should be. */
  cells: string;
  /** SQL of the (subject, from, to) whose rows these are all of. */
  within: string;
  /** Bound as `$1` where the SQL names it. */
  zone: string | null;
}

async function replace(tx: Tx, family: SampleFamily, { level, time }: SampleLevel, { cells, within, zone }: Replacement): Promise<void> {
  const table = `${family.name}_${level}`;
  const keys = [time, "subject", ...family.names];
  const columns = [...keys, ...rollupValues(family, level)];
  const row = (alias: string) =>
    `row(${rollupValues(family, level)
      .map((name) => `${alias}.${name}`)
      .join(", ")})`;
  const same = keys.map((key) => `c.${key} = t.${key}`).join(" and ");
  const parameters = zone === null ? [] : [zone];
  await tx.unsafe(`drop table if exists sample_cell`);
  await tx.unsafe(`create temp table sample_cell (like ${table}) on commit drop`);
  await tx.unsafe(`insert into sample_cell (${columns.join(", ")}) ${cells}`, parameters);
  await tx.unsafe(
    `delete from ${table} t using (${within}) w
    where t.subject = w.subject and t.${time} >= w."from" and t.${time} < w."to" and not exists (select from sample_cell c where ${same})`,
    parameters,
  );
  await tx.unsafe(
    `insert into ${table} as t (${columns.join(", ")}) select ${columns.join(", ")} from sample_cell order by ${keys.join(", ")}
    on conflict (${keys.join(", ")}) do update set ${rollupValues(family, level)
      .map((name) => `${name} = excluded.${name}`)
      .join(", ")}
    where ${row("t")} is distinct from ${row("excluded")}`,
  );
}
