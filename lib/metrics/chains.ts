import type { Sql, Tx } from "../../db/client";
import { formatEnd, parseRange } from "../time";
import { readInstance } from "./coverage";
import { storeFilters } from "./filters";
import { Params } from "./params";
import { parseQuery, type QueryInput } from "./query";
import { readBounded } from "./read";
import { filterSql, type Scope } from "./scope";

/** Attempts in vain by the model that tried and the one that answered. Counts and money are decimal text. */
export interface Chain {
  kind: "escalation" | "retry";
  first: { provider: string | null; model: string | null };
  answered: { provider: string | null; model: string | null };
  requests: string;
  attempts: string;
  cost: string | null;
}

export interface Chains {
  chains: Chain[];
  /** ISO instant from which on attempts are in it; null: all of the range. */
  cutBefore: string | null;
  range: { from: string; to: string };
  zone: string;
}

/** Attempts that are read one by one. */
const MOST = 50_000;
/** The answer of a request lies within a day of its other attempts. */
const APART = "interval '1 day'";

interface Row {
  kind: number;
  requests: string;
  attempts: string;
  cost: string | null;
  p0: string | null;
  m0: string | null;
  p1: string | null;
  m1: string | null;
}

/**
 * Which models tried in vain and which answered, from the newest 50,000 such attempts of estimable requests. The dearest first. Throws as a query does.
 * `now` is epoch ms.
 */
export async function readChains(
  sql: Sql,
  input: { from?: string | undefined; to?: string | undefined; where?: QueryInput["where"] },
  { now, most = MOST }: { now: number; most?: number },
): Promise<Chains> {
  const { where } = parseQuery({ metric: "cost", where: input.where });
  return readBounded(sql, async (tx) => {
    const { zone, sources } = await readInstance(tx);
    const range = parseRange(input, zone, now);
    const scope: Scope = { range, zone, filters: await storeFilters(tx, where, sources) };
    const cutBefore = await cutOf(tx, scope, most);
    const from = cutBefore?.getTime() ?? range.from;
    const rows = await readRows(tx, { ...scope, range: { from, to: range.to } });
    return {
      chains: rows.map(({ kind, requests, attempts, cost, p0, m0, p1, m1 }) => ({
        kind: kind === 3 ? "escalation" : "retry",
        first: { provider: p0, model: m0 },
        answered: { provider: p1, model: m1 },
        requests,
        attempts,
        cost,
      })),
      cutBefore: cutBefore?.toISOString() ?? null,
      range: { from: formatEnd(range.from, zone), to: formatEnd(range.to, zone) },
      zone,
    };
  });
}

/** In the words of the index attempt_waste. */
const wasted = ({ range: { from, to }, filters }: Scope, params: Params): string =>
  `a.ledger in (3, 4) and a.counted and a.estimable and a.occurred_at >= ${params.instant(from)} and a.occurred_at < ${params.instant(to)} and ${filterSql(filters, "a", params)}`;

/** The instant after that of the attempt beyond the most; null where there are no more. */
async function cutOf(tx: Tx, scope: Scope, most: number): Promise<Date | null> {
  const params = new Params();
  const [row] = await tx.unsafe<{ at: Date }[]>(
    `select a.occurred_at + interval '1 millisecond' as at from attempt a where ${wasted(scope, params)} order by a.occurred_at desc offset ${Math.trunc(most)} limit 1`,
    params.values,
  );
  return row?.at ?? null;
}

async function readRows(tx: Tx, scope: Scope): Promise<Row[]> {
  const params = new Params();
  const { from, to } = scope.range;
  const answered = `a.ledger = 2 and a.occurred_at >= ${params.instant(from)} - ${APART} and a.occurred_at < ${params.instant(to)} + ${APART}`;
  const name = (id: string) => `(select d.value from dimension_value d where d.id = ${id})`;
  return tx
    .unsafe<Row[]>(
      `with wasted as materialized (
        select coalesce(a.call, a.id) as call, a.ledger, a.provider, a.model, a.cost from attempt a where ${wasted(scope, params)}
      ),
      answer as materialized (select coalesce(a.call, a.id) as call, a.provider, a.model from attempt a where ${answered}),
      pair as (
        select w.ledger as kind, w.provider as p0, w.model as m0, coalesce(b.provider, w.provider) as p1, coalesce(b.model, w.model) as m1,
          count(distinct w.call) as requests, count(*) as attempts, sum(w.cost) as cost
        from wasted w left join answer b on b.call = w.call and w.ledger = 3
        group by 1, 2, 3, 4, 5
      )
      select kind, requests::text as requests, attempts::text as attempts, trim_scale(cost)::text as cost,
        ${name("p0")} as p0, ${name("m0")} as m0, ${name("p1")} as p1, ${name("m1")} as m1
      from pair order by pair.cost desc nulls last, pair.attempts desc, pair.p0, pair.m0, pair.p1, pair.m1 limit 500`,
      params.values,
    )
    .execute();
}
