import type { Sql } from "../../db/client";
import type { AskedColumn } from "../../db/schema/rollup-tables";
import { type Day, dayOf, formatEnd, parseRange } from "../time";
import { callsSql } from "./calls";
import { coverageOf, readInstance, sourcesWithin } from "./coverage";
import { dimensionById } from "./dimensions";
import { ESTIMABLE_MEASURES } from "./estimable";
import { storeFilters } from "./filters";
import { FAILURES, failureCtes, failuresSql, toldSql } from "./net-sql";
import { Params } from "./params";
import { planCalls } from "./plan";
import { parseQuery, type QueryInput } from "./query";
import { readBounded } from "./read";
import type { Key, Scope } from "./scope";

const LEDGER = [
  "rows",
  ...ESTIMABLE_MEASURES,
  "cost_rows",
  "cost",
  "routed_requests",
  "saved_context",
  "saved_routing",
  "saved_prompt_cache",
  "saved_tier",
  "escalation_waste",
  "retry_waste",
  "error_waste",
  "overhead_cost",
  "router_cost",
  "inestimable_price",
  "inestimable_baseline",
  "inestimable_baseline_price",
  "inestimable_other",
  "inestimable_price_cost",
  "inestimable_baseline_cost",
  "inestimable_baseline_price_cost",
  "inestimable_other_cost",
] as const;

const SUMMED = [...LEDGER, ...FAILURES, "configured", "expected", "failure_cost"] as const;
type Summed = (typeof SUMMED)[number];

/** What a feature's ledger and outcomes add up to over a range, or all features together. Decimal text; money in USD. */
export type NetCell = Record<Summed, string> & {
  feature: string | null;
  label: string | null;
  /** Outcomes and failures of its own baseline over the whole range, and its failure rate where there are enough of them; null: none. */
  measuredOutcomes: string | null;
  measuredFailures: string | null;
  measuredRate: string | null;
  /** What is set for it at the end of the range: the baseline's failure rate and the cost of a failure. */
  toldRate: string | null;
  toldFailureCost: string | null;
};

export interface NetCells {
  total: NetCell;
  /** Those that routed, or lost by failures, most money first. */
  features: NetCell[];
  /** Features beyond the list. */
  further: number;
  range: { from: string; to: string };
  zone: string;
  dataThrough: string | null;
}

const ALL = -1;

const NOTHING: NetCell = {
  ...(Object.fromEntries(SUMMED.map((name) => [name, "0"])) as Record<Summed, string>),
  feature: null,
  label: null,
  measuredOutcomes: null,
  measuredFailures: null,
  measuredRate: null,
  toldRate: null,
  toldFailureCost: null,
};

/** The savings ledger and outcomes by feature, from rollups where they hold the filters. Throws as a query does. */
export async function readNetCells(
  sql: Sql,
  input: { from?: string | undefined; to?: string | undefined; where?: QueryInput["where"] },
  { now, most }: { now: number; most: number },
): Promise<NetCells> {
  const { where } = parseQuery({ metric: "cost", where: input.where });
  return readBounded(sql, async (tx) => {
    const { zone, sources } = await readInstance(tx);
    const range = parseRange(input, zone, now);
    const [filters, within] = await Promise.all([storeFilters(tx, where, sources), sourcesWithin(tx, range, zone, sources)]);
    const params = new Params();
    const text = cellsSql({ range, zone, filters }, dayOf(Math.max(range.from, range.to - 1), zone), most, params);
    const rows = await tx.unsafe<(NetCell & { id: number; all: string })[]>(text, params.values).execute();
    const only = filters.find(({ column }) => column === "source")?.ids;
    const asked = sources.filter((source) => only == null || only.includes(source.num));
    const latest = coverageOf(asked, (source) => within.has(source.num), zone)?.latest;
    const features = rows.filter(({ id }) => id !== ALL);
    return {
      total: rows.find(({ id }) => id === ALL) ?? NOTHING,
      features,
      further: Number(rows[0]?.all ?? 0) - features.length,
      range: { from: formatEnd(range.from, zone), to: formatEnd(range.to, zone) },
      zone,
      dataThrough: latest == null ? null : new Date(latest).toISOString(),
    };
  });
}

function cellsSql(scope: Scope, lastDay: Day, most: number, params: Params): string {
  const dimension = dimensionById("feature");
  const keys: Key[] = dimension ? [{ dimension, top: false }] : [];
  const columns = [...new Set<AskedColumn>(["feature", ...scope.filters.map(({ column }) => column)])];
  const plan = planCalls({ range: scope.range, zone: scope.zone, grain: null, columns, measures: LEDGER });
  const failures = [...FAILURES, "configured", "expected", "failure_cost"];
  const list = (of: (name: Summed) => string) => SUMMED.map((name) => `${of(name)} as ${name}`).join(", ");
  const day = params.day(lastDay);
  return `with ${failureCtes(scope, params)},
  cell as materialized (
    select l.k0 as id, ${LEDGER.map((name) => `l.${name}`).join(", ")}, ${failures.map((name) => `coalesce(f.${name}, 0) as ${name}`).join(", ")}
    from (${callsSql({ scope, plan, columns, measures: LEDGER }, keys, params)}) l
    left join (${failuresSql(scope, columns, keys, params)}) f on f.k0 = l.k0
    where l.rows <> 0
  ),
  shown as (
    select ${ALL} as id, ${list((name) => `sum(${name})`)}, 0 as place from cell having count(*) > 0
    union all
    select * from (
      select id, ${list((name) => name)}, row_number() over (order by abs(saved_routing) + routed_failure_cost desc, estimable_cost desc, id) as place
      from cell
    ) placed where place <= ${Math.trunc(most)}
  )
  select s.id, d.value as feature, d.label, ${list((name) => `trim_scale(s.${name}::numeric)::text`)}, (select count(*) from cell) as "all",
    m.outcomes::text as "measuredOutcomes", m.failures::text as "measuredFailures", trim_scale(m.rate)::text as "measuredRate",
    trim_scale(${toldSql("baseline_failure_rate", "s.id", day)})::text as "toldRate",
    trim_scale(${toldSql("failure_cost", "s.id", day)})::text as "toldFailureCost"
  from shown s left join dimension_value d on d.id = s.id left join measured m on m.feature = s.id
  order by s.place`;
}
