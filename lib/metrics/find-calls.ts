import { z } from "zod";
import type { Tx } from "../../db/client";
import type { Range } from "../time";
import { LISTED, type ListedRow } from "./listed-row";
import { Params } from "./params";
import { filterSql, type Scope } from "./scope";

/** Where a page ended: epoch microseconds and id of its last call, and the range of the list in epoch ms. */
export const position = z.tuple([z.string().regex(/^\d+$/), z.guid(), z.number(), z.number()]);
export type Position = z.infer<typeof position>;

export interface List {
  scope: Scope;
  /** A further condition on alias `a`. */
  only: string | null;
  after: Position | null;
  /** Calls in the first window; default 20,000. */
  nearCalls?: number;
}

/** Calls that are read one by one before the index of values is asked. */
const NEAR_CALLS = 20_000;
/** Each further window is so many times as long as what was looked through. */
const GROWTH = 10;
const LEAST_MS = 60_000;

/**
 * The next `count` calls of a list, newest first. Frequent ones lie among the newest 20,000 calls of the range. The rarer they are, the fewer pages
 * the index of values leaves, and the longer the windows that are looked through at once.
 */
export async function findCalls(tx: Tx, list: List, count: number): Promise<ListedRow[]> {
  const { range, filters } = list.scope;
  if (filters.some(({ ids }) => ids.length === 0)) return [];
  const near = filters.length > 0 || list.only ? await nearest(tx, list) : null;
  const rows: ListedRow[] = [];
  let [from, to] = [near?.from ?? range.from, range.to];
  while (from < to) {
    rows.push(...(await readWindow(tx, list, { from, to }, count - rows.length)));
    if (!near || rows.length >= count) break;
    to = from;
    from = Math.max(range.from, to - GROWTH * Math.max(LEAST_MS, near.newest - to));
    // The rest, where another window would be most of it.
    if (from - range.from < near.newest - from) from = range.from;
  }
  return rows;
}

/** The newest call before the position, and the start of the window that holds the newest 20,000; epoch ms. Null where there are fewer. */
async function nearest(tx: Tx, { scope, after, nearCalls = NEAR_CALLS }: List): Promise<{ from: number; newest: number } | null> {
  const params = new Params();
  const calls = `from attempt a where ${within(scope.range, params)} ${after ? `and a.occurred_at <= ${instantOf(after, params)}` : ""} order by a.occurred_at desc`;
  const [row] = await tx.unsafe<{ from: Date | null; newest: Date | null }[]>(
    `select (select a.occurred_at ${calls} limit 1) as newest, (select a.occurred_at ${calls} offset ${Math.trunc(nearCalls)} limit 1) as from`,
    params.values,
  );
  return row?.from && row.newest ? { from: Math.max(scope.range.from, row.from.getTime()), newest: row.newest.getTime() } : null;
}

async function readWindow(tx: Tx, { scope, only, after }: List, window: Range, count: number): Promise<ListedRow[]> {
  const params = new Params();
  const conditions = [
    "a.counted",
    within(window, params),
    filterSql(scope.filters, "a", params),
    ...(only ? [only] : []),
    ...(after ? [before(after, params)] : []),
  ];
  const rows = await tx.unsafe<ListedRow[]>(
    `with page as (select a.* from attempt a where ${conditions.join(" and ")} order by a.occurred_at desc, a.id desc limit ${Math.trunc(count)})
    select ${LISTED} from page a order by a.occurred_at desc, a.id desc`,
    params.values,
  );
  return [...rows];
}

const within = ({ from, to }: Range, params: Params): string =>
  `a.occurred_at >= ${params.instant(from)} and a.occurred_at < ${params.instant(to)}`;

/** Microseconds travel as a whole number: a millisecond would lose rows between pages. */
const instantOf = ([at]: Position, params: Params): string =>
  `timestamptz 'epoch' + (${params.text(at)})::bigint * interval '1 microsecond'`;

/** Rows after a position. Its time stands alone too: an index knows times, and no pair of time and id. */
function before(after: Position, params: Params): string {
  const instant = instantOf(after, params);
  return `a.occurred_at <= ${instant} and (a.occurred_at, a.id) < (${instant}, (${params.text(after[1])})::uuid)`;
}
