import type { Tx } from "../../db/client";
import { timestampText } from "../../db/copy";
import { sourceByNum } from "../sources";
import type { PreparedAttempt, RowOrigin } from "./attempt-row";
import { attemptRows } from "./attempt-rows";
import { ATTEMPT_COLUMNS } from "./attempt-wire";
import type { IngestContext } from "./context";
import { foldVersions } from "./fold-versions";
import { priceAttempt } from "./price-fact";
import { type FactVersion, readFacts } from "./read-facts";
import { byIndex, copyRefolded, nameSessions, rememberAttempts } from "./stage";

/** A fact folded from all its versions; `content` in decimal digits, as versions have it. */
type Folded = PreparedAttempt & { asOf: number; origin: RowOrigin; versions: number };

/** Stores further versions of known records (the first one too, when it was the only one so far) and folds them into the facts. */
export async function addVersions(tx: Tx, context: IngestContext, rows: readonly FactVersion[]): Promise<void> {
  const ids = rows.map((row) => row.id);
  const alone = await tx<{ id: string }[]>`select id from identity where versions is null and id = any(${ids}::uuid[])`;
  await saveVersions(
    tx,
    await readFacts(
      tx,
      alone.map((row) => row.id),
    ),
  );
  await saveVersions(tx, rows);
  await refold(tx, context, ids);
}

/** Keeps versions; the same content of the same record only once. */
export async function saveVersions(tx: Tx, versions: readonly FactVersion[]): Promise<void> {
  for (let i = 0; i < versions.length; i += 1_000) {
    const some = versions.slice(i, i + 1_000);
    await tx`
      insert into attempt_version (id, content, as_of, run, fact)
      select v.id, v.content, v.as_of, v.run, v.fact::jsonb
      from unnest(${some.map((v) => v.id)}::uuid[], ${some.map((v) => v.content)}::bigint[], ${some.map((v) => timestampText(v.asOf))}::text[]::timestamptz[],
        ${some.map((v) => v.run)}::integer[], ${some.map((v) => JSON.stringify(v.fact))}::text[]) as v(id, content, as_of, run, fact)
      on conflict do nothing`;
  }
}

/**
 * Computes attempts anew from their stored versions: the version with the later as_of wins, null never erases a value. An identity without versions
 * disappears; one with a single version left keeps it as its fact. Signed images go to `delta`, new rows to `refolded` and `attempt`.
 */
export async function refold(tx: Tx, context: IngestContext, ids: readonly string[]): Promise<void> {
  const versions = await tx<(FactVersion & { occurredAt: Date; source: number })[]>`
    select replace(v.id::text, '-', '') as id, v.content, v.as_of, extract(epoch from v.as_of)::float8 * 1000 as "asOf", v.run, v.fact, r.num as source
    from attempt_version v join ingest_run run on run.id = v.run join source r on r.id = run.source
    where v.id = any(${ids as string[]}::uuid[])`;
  const byId = new Map<string, (typeof versions)[number][]>();
  for (const version of versions) byId.set(version.id, [...(byId.get(version.id) ?? []), version]);
  const rows: Folded[] = [];
  for (const [id, list] of byId) {
    const { fact, last } = foldVersions(list);
    const source = await sourceByNum(tx, last.source);
    const priced = priceAttempt(context, fact, source.settings.trustReported ?? false);
    const origin = { source: source.num, run: last.run, scope: source.settings.separateSessions ? source.id : "" };
    rows.push({ id, content: last.content, asOf: last.asOf, fact, priced, origin, versions: list.length });
  }
  const refolded = await attemptRows(context, rows, (n) => (rows[n] as (typeof rows)[number]).origin);
  await copyRefolded(tx, refolded);
  await nameSessions(tx, refolded);
  const images = `(select i.id, i.occurred_at from identity i where i.id in (${ids.map((id) => `'${id}'::uuid`).join(", ")}))`;
  if (ids.length > 0) await replace(tx, images, ids, rows);
}

async function replace(tx: Tx, images: string, ids: readonly string[], rows: readonly Folded[]): Promise<void> {
  await rememberAttempts(tx, images, -1, true);
  await byIndex(tx, () => tx.unsafe(`delete from attempt a using ${images} k where a.id = k.id and a.occurred_at = k.occurred_at`));
  const columns = ATTEMPT_COLUMNS.join(", ");
  await tx.unsafe(`insert into attempt (${columns}) select ${columns} from refolded`);
  await tx.unsafe(`insert into delta (${columns}, sign, structural) select ${columns}, 1, true from refolded`);
  await tx`
    update identity i set content = v.content, occurred_at = r.occurred_at, as_of = v.as_of, versions = nullif(v.versions, 1)
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.content)}::bigint[], ${rows.map((r) => timestampText(r.asOf))}::text[]::timestamptz[],
      ${rows.map((r) => r.versions)}::smallint[]) as v(id, content, as_of, versions)
    join refolded r on r.id = v.id
    where i.id = v.id`;
  await tx`delete from identity where id = any(${ids as string[]}::uuid[]) and id not in (select id from refolded)`;
  await tx`delete from attempt_version where id in (select id from identity where versions is null and id = any(${ids as string[]}::uuid[]))`;
}
