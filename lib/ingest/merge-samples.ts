import type { Tx } from "../../db/client";
import { copyInto, copyValue, timestampText } from "../../db/copy";
import { mergedColumns, type SampleFamily } from "../../db/schema/sample-tables";
import { lockSamples, openTouched, refresh, servedModel, touch } from "../gpu";
import type { IngestContext } from "./context";
import type { PreparedSamples } from "./prepare-samples";
import { subjectIds } from "./sample-subjects";

/** Values by what became of them. */
export interface SampleCounts {
  accepted: number;
  duplicate: number;
  revised: number;
  ignored: { aged_out: number };
}

export interface SampleOrigin {
  source: number;
  run: number;
  /** Epoch ms. */
  asOf: number;
}

/**
 * Merges samples in the caller's transaction. A value that its sample lacks is accepted, the same value is a duplicate, another one restates it; what a
 * run told stays apart from what others did (`parts`), so that it can be taken back. Rollups follow.
 */
export async function mergeSamples(tx: Tx, context: IngestContext, batch: PreparedSamples, origin: SampleOrigin): Promise<SampleCounts> {
  const { family } = batch;
  for (const row of batch.rows) for (const [i, name] of row.names.entries()) context.dictionary.find(family.names[i] ?? "", name);
  // What calls of served models are called comes with the spans: written here and not within the transaction, where the load of another batch in it would
  // wait for that for ever.
  const model = family.names.indexOf("model");
  for (const served of new Set(batch.rows.flatMap(({ names }) => names[model] ?? [])))
    context.dictionary.find("model", servedModel(context.book, served));
  await context.dictionary.load();
  await lockSamples(tx);
  await openTouched(tx);
  await stage(tx, context, batch, origin);
  const aged = await settleTimes(tx, family);
  const counts = await compare(tx, family, origin);
  await write(tx, family, origin);
  await touch(tx, family, "(select subject, at from sample_verdict where changed)");
  await refresh(tx, context.zone, family);
  return {
    accepted: counts.accepted,
    duplicate: counts.duplicate + batch.repeated,
    revised: counts.revised + batch.restated,
    ignored: { aged_out: aged },
  };
}

const list = (columns: readonly string[], of = (column: string) => column): string => columns.map(of).join(", ");

async function stage(tx: Tx, context: IngestContext, batch: PreparedSamples, { source }: SampleOrigin): Promise<void> {
  const { family } = batch;
  const ids = await subjectIds(tx, batch, source);
  await tx.unsafe(`drop table if exists sample_arrival, sample_verdict;
    create temp table sample_arrival on commit drop as
    select 0 as n, null::uuid as untimed, subject, at, ${list(mergedColumns(family))} from ${family.name}_sample with no data`);
  const lines = batch.rows.map((row, n) =>
    [
      n,
      row.untimed ?? "\\N",
      ids.get(row.subject),
      timestampText(row.at),
      ...row.names.map((name, i) => (name === null ? "\\N" : context.dictionary.id(family.names[i] ?? "", name))),
      ...row.marks.map(copyValue),
      ...family.values.map(({ name }) => copyValue(row.values.get(name))),
    ].join("\t"),
  );
  await copyInto(tx, "sample_arrival", ["n", "untimed", "subject", "at", ...mergedColumns(family)], lines);
}

/**
 * Gives samples without timestamps the time at which their content was first read, or a free millisecond of their own. Leaves out what is older than
 * single samples are kept; resolves to how many values that were.
 */
async function settleTimes(tx: Tx, family: SampleFamily): Promise<number> {
  const { name } = family;
  await tx.unsafe(`update sample_arrival a set at = u.at from sample_untimed u where u.id = a.untimed`);
  await tx.unsafe(`update sample_arrival a set at = taken.at + interval '1 millisecond'
    from (
      select a.n, max(s.at) as at from sample_arrival a join ${name}_sample s on s.subject = a.subject and s.at >= a.at and s.at < a.at + interval '1 minute'
      where a.untimed is not null and not exists (select from sample_untimed u where u.id = a.untimed)
        and exists (select from ${name}_sample x where x.subject = a.subject and x.at = a.at)
      group by a.n
    ) taken where taken.n = a.n`);
  const gone = await tx.unsafe<{ n: number }[]>(
    `delete from sample_arrival where at < (select before from sample_horizon where family = '${name}' and level = 'sample')
     returning num_nonnulls(${list(family.values.map((value) => value.name))}) as n`,
  );
  await tx.unsafe(
    `insert into sample_untimed (id, family, subject, at) select untimed, '${name}', subject, at from sample_arrival where untimed is not null on conflict do nothing`,
  );
  return gone.reduce((sum, row) => sum + row.n, 0);
}

/** Puts into `sample_verdict` what is known of each arrival. */
async function compare(
  tx: Tx,
  family: SampleFamily,
  { run }: SampleOrigin,
): Promise<{ accepted: number; duplicate: number; revised: number }> {
  const values = family.values.map(({ name }) => name);
  const count = (condition: (column: string) => string) => values.map((name) => `(${condition(name)})::integer`).join(" + ");
  await tx.unsafe(`create temp table sample_verdict on commit drop as
    select distinct on (a.subject, a.at) a.n, a.subject, a.at, g.subject is not null as known, g.parts = 1 and g.run = ${Math.trunc(run)} as own,
      ${count((name) => `a.${name} is not null and g.${name} is null`)} as accepted,
      ${count((name) => `coalesce(a.${name} = g.${name}, false)`)} as duplicate,
      ${count((name) => `coalesce(a.${name} <> g.${name}, false)`)} as revised,
      g.subject is null or ${mergedColumns(family)
        .map((name) => `(a.${name} is not null and a.${name} is distinct from g.${name})`)
        .join(" or ")} as changed
    from sample_arrival a left join ${family.name}_sample g on g.subject = a.subject and g.at = a.at
    order by a.subject, a.at, a.n desc`);
  const [sums] = await tx.unsafe<{ accepted: number; duplicate: number; revised: number }[]>(
    `select coalesce(sum(accepted), 0)::integer as accepted, coalesce(sum(duplicate), 0)::integer as duplicate, coalesce(sum(revised), 0)::integer as revised
     from sample_verdict`,
  );
  return sums ?? { accepted: 0, duplicate: 0, revised: 0 };
}

async function write(tx: Tx, family: SampleFamily, { run, asOf }: SampleOrigin): Promise<void> {
  const table = `${family.name}_sample`;
  const merged = mergedColumns(family);
  const told = new Date(asOf).toISOString();
  const columns = ["subject", "at", "run", "as_of", ...merged];
  const arriving = `select a.subject, a.at, $1::integer, $2::timestamptz, ${list(merged, (name) => `a.${name}`)}
    from sample_arrival a join sample_verdict v using (n) where`;
  await tx.unsafe(`insert into ${table} (${list(columns)}) ${arriving} not v.known order by a.subject, a.at`, [String(run), told]);
  const own = (set: string) => `update ${table} g set ${set} from sample_arrival a join sample_verdict v using (n)
    where v.known and g.subject = a.subject and g.at = a.at and`;
  const values = list(merged, (name) => `${name} = coalesce(a.${name}, g.${name})`);
  await tx.unsafe(`${own(`${values}, as_of = $1::timestamptz`)} v.own and v.changed`, [told]);
  const [shared] = await tx.unsafe<{ any: boolean }[]>("select exists (select from sample_verdict where known and not own) as any");
  if (!shared?.any) return;
  await tx.unsafe(`insert into ${table}_part (${list(columns)})
    select ${list(columns, (name) => `g.${name}`)} from ${table} g join sample_verdict v on v.subject = g.subject and v.at = g.at
    where v.known and not v.own and g.parts = 1 on conflict do nothing`);
  await tx.unsafe(
    `insert into ${table}_part as p (${list(columns)}) ${arriving} v.known and not v.own
     on conflict (subject, at, run) do update set as_of = excluded.as_of, ${list(merged, (name) => `${name} = coalesce(excluded.${name}, p.${name})`)}`,
    [String(run), told],
  );
  await tx.unsafe(
    `${own(`${values}, as_of = $1::timestamptz, parts = (select count(*) from ${table}_part p where p.subject = g.subject and p.at = g.at)`)} not v.own`,
    [told],
  );
}
