import type { Tx } from "../../db/client";
import type { AskedColumn } from "../../db/schema/rollup-tables";
import { touchedDays } from "../time";
import { bucketHas, callRows } from "./calls";
import { Params } from "./params";
import { type Plan, planCalls } from "./plan";
import type { QueryMeta } from "./result";
import { filterSql, type Scope } from "./scope";

const amount = (column: string): string => `trim_scale(sum(${column}))::text`;

/** Provider counts that unsettled overlap keeps out of the scope; null where there are none. */
export async function readOverlap(tx: Tx, scope: Scope): Promise<QueryMeta["overlap"]> {
  const params = new Params();
  const { from, to } = touchedDays(scope.range, scope.zone);
  const [row] = await tx.unsafe<{ rows: string; requests: string | null; cost: string | null; days: string; providers: string[] | null }[]>(
    `select count(*) as rows, ${amount("b.requests")} as requests, ${amount("b.cost")} as cost, count(distinct b.utc_day) as days,
      array_agg(distinct p.value) filter (where p.value is not null) as providers
    from usage_bucket b left join dimension_value p on p.id = b.provider
    where b.uncounted = 'overlap' and b.utc_day >= ${params.day(from)} and b.utc_day < ${params.day(to)} and ${filterSql(scope.filters, "b", params, bucketHas)}`,
    params.values,
    { prepare: true },
  );
  return row && row.rows !== "0" ? { requests: row.requests, cost: row.cost, days: row.days, providers: row.providers ?? [] } : null;
}

/** Day-wide provider counts that the plan leaves out; null where there are none. */
export async function readCoarser(tx: Tx, scope: Scope, plan: Plan): Promise<QueryMeta["coarser"]> {
  if (!plan.leavesDayBuckets) return null;
  const params = new Params();
  const { from, to } = touchedDays(scope.range, scope.zone);
  const counted = plan.days ?? plan.bucketDays;
  const left = counted ? `and not (b.utc_day >= ${params.day(counted.from)} and b.utc_day < ${params.day(counted.to)})` : "";
  const [row] = await tx.unsafe<{ rows: string; requests: string | null; cost: string | null }[]>(
    `select count(*) as rows, ${amount("b.requests")} as requests, ${amount("b.cost")} as cost
    from usage_bucket b
    where b.counted and b.width = '1d' and b.utc_day >= ${params.day(from)} and b.utc_day < ${params.day(to)} ${left}
      and ${filterSql(scope.filters, "b", params, bucketHas)}`,
    params.values,
    { prepare: true },
  );
  return row && row.rows !== "0" ? { requests: row.requests, cost: row.cost } : null;
}

/** SQL that counts the models which the unpriced requests of the scope belong to, from rollups; null where no rollup can tell. */
export function unpricedModelsSql(scope: Scope, params: Params): string | null {
  const columns = [...new Set<AskedColumn>(["provider", "model", ...scope.filters.map((filter) => filter.column)])];
  const measures = ["share_requests", "priced_requests"];
  const plan = planCalls({ range: scope.range, zone: scope.zone, grain: null, columns, measures });
  if (!plan.rollup) return null;
  return `select count(*) from (
      select provider, model from (${callRows({ scope, plan, columns, measures }, params)}) c
      group by provider, model having sum(share_requests) > sum(priced_requests)
    ) unpriced`;
}
