import type { Tx } from "../../db/client";
import { copyInto } from "../../db/copy";
import type { RowOrigin } from "./attempt-row";
import {
  announceBill,
  announceBucket,
  BILL_STAGE_COLUMNS,
  BUCKET_STAGE_COLUMNS,
  billLine,
  bucketLine,
  type PreparedBill,
  type PreparedBucket,
} from "./bucket-row";
import type { IngestContext } from "./context";
import type { MergeCounts } from "./merge-attempts";
import { settleBills, settleBuckets } from "./settle-buckets";
import { lockMerge } from "./stage";

export interface BucketCounts extends MergeCounts {
  ignored: { clipped_bucket: number; coarser_grouping: number };
}

interface Staged {
  table: "usage_bucket" | "bill_line";
  columns: readonly string[];
  lines: string[];
}

/** Merges provider counts: every version and grouping is kept, then the days they touch are settled. */
export async function mergeBuckets(
  tx: Tx,
  context: IngestContext,
  rows: readonly PreparedBucket[],
  origin: RowOrigin,
): Promise<BucketCounts> {
  for (const row of rows) announceBucket(context.dictionary, row);
  await context.dictionary.load();
  const lines = rows.map((row) => bucketLine(row, context.dictionary, origin.source, origin.run));
  return merge(tx, { table: "usage_bucket", columns: BUCKET_STAGE_COLUMNS, lines }, origin, (days) =>
    settleBuckets(tx, context.zone, days),
  );
}

export async function mergeBills(tx: Tx, context: IngestContext, rows: readonly PreparedBill[], origin: RowOrigin): Promise<BucketCounts> {
  for (const row of rows) announceBill(context.dictionary, row);
  await context.dictionary.load();
  const lines = rows.map((row) => billLine(row, context.dictionary, origin.source, origin.run));
  return merge(tx, { table: "bill_line", columns: BILL_STAGE_COLUMNS, lines }, origin, (days) => settleBills(tx, days));
}

async function merge(
  tx: Tx,
  { table, columns, lines }: Staged,
  origin: RowOrigin,
  settle: (days: string[]) => Promise<void>,
): Promise<BucketCounts> {
  const stage = `stage_${table}`;
  const list = columns.join(", ");
  await tx.unsafe(
    `create temp table if not exists ${stage} (like ${table} including defaults, seq integer generated always as identity) on commit delete rows; truncate ${stage}`,
  );
  await copyInto(tx, stage, columns, lines);
  await lockMerge(tx);
  await tx.unsafe(`create temp table if not exists bucket_known (id uuid) on commit delete rows; truncate bucket_known;
    insert into bucket_known select distinct id from ${table} where id in (select id from ${stage})`);
  const inserted = await tx.unsafe<{ id: string; content: string; day: string }[]>(
    `insert into ${table} (${list}) select distinct on (id, content) ${list} from ${stage} order by id, content, seq
     on conflict (id, content) do nothing returning id, content, utc_day::text as day`,
  );
  await tx.unsafe(
    `insert into sighting (run, ids, contents)
     select ${origin.run}, array_agg(s.id), array_agg(s.content) from ${stage} s join ${table} t using (id, content)
     where t.run <> ${origin.run} having count(*) > 0`,
  );
  await settle([...new Set(inserted.map((row) => row.day))]);
  const [counts] = await tx.unsafe<{ clipped: number; coarser: number; revised: number; accepted: number }[]>(
    `select count(*) filter (where t.uncounted = 'version')::integer as clipped,
       count(*) filter (where t.uncounted = 'grouping')::integer as coarser,
       count(*) filter (where t.uncounted is distinct from 'version' and t.uncounted is distinct from 'grouping' and k.id is not null)::integer as revised,
       count(*) filter (where t.uncounted is distinct from 'version' and t.uncounted is distinct from 'grouping' and k.id is null)::integer as accepted
     from ${table} t join unnest($1::uuid[], $2::bigint[]) as n(id, content) using (id, content) left join bucket_known k using (id)`,
    [inserted.map((row) => row.id), inserted.map((row) => row.content)],
  );
  const { clipped = 0, coarser = 0, revised = 0, accepted = 0 } = counts ?? {};
  return { accepted, revised, duplicate: lines.length - inserted.length, ignored: { clipped_bucket: clipped, coarser_grouping: coarser } };
}
