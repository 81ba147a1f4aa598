import type { Tx } from "../../db/client";
import { mergedColumns, type SampleFamily } from "../../db/schema/sample-tables";
import { lockSamples, openTouched, refresh, touch } from "../gpu";

const CHUNK = 20_000;

/**
 * Takes back up to 20,000 samples of a run; resolves to how many it were. What another run told of the same samples stays. Samples that were aged out
 * can't be taken back: what rolls them up stands for them.
 */
export async function undoSamples(tx: Tx, zone: string, family: SampleFamily, run: number): Promise<number> {
  const table = `${family.name}_sample`;
  const merged = mergedColumns(family);
  await lockSamples(tx);
  await openTouched(tx);
  await tx.unsafe(
    "drop table if exists undone_sample; create temp table undone_sample (subject integer, at timestamptz, shared boolean) on commit drop",
  );
  await tx.unsafe(
    `insert into undone_sample
     select s.subject, s.at, false from ${table} s, ingest_run r
     where r.id = $1::integer and s.run = $1::integer and s.parts = 1
       and s.at between coalesce(r.from_at, '-infinity') - interval '1 minute' and coalesce(r.to_at, 'infinity') + interval '1 minute'
     union
     select s.subject, s.at, false from sample_untimed t join ${table} s using (subject, at)
     where t.family = '${family.name}' and s.run = $1::integer and s.parts = 1
     union
     select p.subject, p.at, true from ${table}_part p where p.run = $1::integer limit ${CHUNK}`,
    [String(run)],
  );
  const [found] = await tx.unsafe<{ rows: number }[]>("select count(*)::integer as rows from undone_sample");
  const rows = found?.rows ?? 0;
  if (rows === 0) return 0;
  await tx.unsafe("analyze undone_sample");
  await tx.unsafe(`delete from ${table} s using undone_sample u where not u.shared and s.subject = u.subject and s.at = u.at`);
  await tx.unsafe(
    `delete from ${table}_part p using undone_sample u where u.shared and p.subject = u.subject and p.at = u.at and p.run = $1::integer`,
    [String(run)],
  );
  // The latest telling wins, value by value.
  const latest = (name: string) =>
    `(array_agg(p.${name} order by p.as_of desc, p.run desc) filter (where p.${name} is not null))[1] as ${name}`;
  await tx.unsafe(`update ${table} s set parts = f.parts, run = f.run, as_of = f.as_of, ${merged.map((name) => `${name} = f.${name}`).join(", ")}
    from (
      select subject, at, count(*)::smallint as parts, min(p.run) as run, max(p.as_of) as as_of, ${merged.map(latest).join(", ")}
      from ${table}_part p join (select subject, at from undone_sample where shared) u using (subject, at) group by subject, at
    ) f where s.subject = f.subject and s.at = f.at`);
  await tx.unsafe(`delete from ${table}_part p using undone_sample u, ${table} s
    where u.shared and p.subject = u.subject and p.at = u.at and s.subject = u.subject and s.at = u.at and s.parts = 1`);
  await tx.unsafe(`delete from sample_untimed t using undone_sample u
    where not u.shared and t.family = '${family.name}' and t.subject = u.subject and t.at = u.at`);
  await touch(tx, family, "(select subject, at from undone_sample)");
  await refresh(tx, zone, family, { removes: true });
  return rows;
}
