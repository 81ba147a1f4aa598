import type { Tx } from "../../db/client";
import { PREPARED } from "../rollups";
import { decimalOf } from "./identity";

/** A record that came: identity (32 hex digits), content (16), when it happened (epoch microseconds) and when it was told (epoch ms). */
export interface ComingRecord {
  id: string;
  content: string;
  at: number;
  asOf: number;
}

const STORE = `with came as (
    select n - 1 as n, id, content, timestamptz 'epoch' + at * interval '1 microsecond' as occurred_at, timestamptz 'epoch' + told * interval '1 microsecond' as as_of
    from unnest($2::text::uuid[], $3::text::bigint[], $4::text::bigint[], $5::text::bigint[]) with ordinality as c(id, content, at, told, n)
  ), known as (
    select c.n, c.id, c.content, i.content = c.content or exists (select from attempt_version v where v.id = c.id and v.content = c.content) as same
    from came c cross join lateral (select i.content from identity i where i.id = c.id offset 0) i
  ), seen as (
    insert into sighting (run, ids, contents)
    select $1::integer, array_agg(id), array_agg(content) from known where same having count(*) > 0
  ), fresh as (
    insert into identity (id, content, occurred_at, as_of)
    select id, content, occurred_at, as_of from came where n not in (select n from known) order by id
  )
  select array_agg(n::integer) filter (where same) as same, array_agg(n::integer) filter (where not same) as other from known`;

/**
 * Stores the identities that are new, of records few enough for one statement: no table is opened for them. Known content is kept as a sighting of the run.
 * Returns the numbers of the known records, with the same content and with another one. No identity comes twice. Under the merge lock.
 */
export async function storeIdentities(tx: Tx, run: number, records: readonly ComingRecord[]): Promise<{ same: number[]; other: number[] }> {
  const list = (of: (record: ComingRecord) => string | number) => `{${records.map(of).join(",")}}`;
  const [found] = await tx.unsafe<{ same: number[] | null; other: number[] | null }[]>(
    STORE,
    [
      run,
      list(({ id }) => id),
      list(({ content }) => decimalOf(content)),
      list(({ at }) => at),
      list(({ asOf }) => Math.round(asOf * 1000)),
    ],
    PREPARED,
  );
  return { same: found?.same ?? [], other: found?.other ?? [] };
}
