import type { AskedColumn } from "../../db/schema/rollup-tables";
import type { Grain } from "../time";
import { unpricedModelsSql } from "./about";
import { callsSql, peopleSql } from "./calls";
import type { Coverage } from "./coverage";
import { COST_MEASURES, type Family, isOfCalls, type Metric } from "./define";
import { gpuCostSql, toldWithCost } from "./gpu-cost-rows";
import { gpuSql, servingSql } from "./machines";
import { netSql } from "./net-sql";
import { Params } from "./params";
import { factsLength, type Plan, planCalls } from "./plan";
import { isGrainKey, type Key, keyHead, keyNames, type Scope, storedBucket } from "./scope";
import { billsSql, latencySql, sessionCostSql, sessionsSql } from "./spread";
import { foldedCells, TOP_VALUES, topCtes, totalsOf, unfolded } from "./top";

export interface Ask {
  scope: Scope;
  metrics: readonly Metric[];
  keys: readonly Key[];
  coverage: { calls: Coverage | null; bills: Coverage | null };
  /** The one dimension in `keys` keeps its n largest values by the first metric over the whole range. */
  top: number | null;
  /** Every bucket of the grain (first dates, or instants) that must be in the answer, for each value of `top`. */
  dense: readonly string[] | null;
  order: "value" | "time";
  limit: number;
  offset: number;
}

/**
 * One statement that answers a question: columns k0…, t0… (text), l0… (label), m0…, `scope` with what is known about the rows behind it, and with `top`
 * `other`, true where there are values beyond the largest.
 */
export interface Statement {
  text: string;
  values: string[];
  /** How the calls were read; null where the question needs none. */
  plan: Plan | null;
  /** Whether the database may keep its plan for the next ranges. What reads many facts is planned for each. */
  prepare: boolean;
}

/** Measures about the rows behind an answer. Those in TOKENS are left out where the rollup lacks them. */
const ABOUT = [
  "rows",
  "share_requests",
  "priced_requests",
  "input_uncached_tokens",
  "cache_read_tokens",
  "cache_write_5m_tokens",
  "cache_write_1h_tokens",
  "output_tokens",
];
const ABOUT_TOKENS = "priced_tokens";
const ALL_TOKENS = "input_uncached_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens + output_tokens";
const PEOPLE = ["rows", "requests", ...COST_MEASURES];

const columnOf = (key: Key): AskedColumn[] => (isGrainKey(key) ? [] : [key.dimension.column]);
const sqlType = (grain: Grain): "date" | "timestamptz" => (grain === "hour" ? "timestamptz" : "date");
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

export function buildStatement(ask: Ask): Statement {
  const { scope, keys } = ask;
  const metrics = toldWithCost(ask.metrics);
  const params = new Params();
  const grain = keys.find(isGrainKey)?.grain ?? null;
  const columns = unique([...keys.flatMap(columnOf), ...scope.filters.map((filter) => filter.column)]);
  const families = unique(metrics.map((metric) => metric.family));
  const plan = (measures: readonly string[], extra: readonly AskedColumn[] = []) =>
    planCalls({ range: scope.range, zone: scope.zone, grain, columns: unique([...columns, ...extra]), measures });

  const callMeasures = unique(["rows", ...metrics.flatMap((metric) => metric.needs)]);
  const callPlan = families.some(isOfCalls) ? plan(callMeasures) : null;
  const about = callPlan && planAbout(ask, grain, families.includes("calls") ? callPlan : null);
  const measures = about?.shared ? unique([...callMeasures, ...about.measures]) : callMeasures;

  const relation = (family: Family, by: readonly Key[]): string => {
    switch (family) {
      case "calls":
        return callsSql({ scope, plan: callPlan ?? plan(callMeasures), columns, measures }, by, params);
      case "users":
      case "customers": {
        const person = family === "users" ? "user_id" : "customer";
        return peopleSql(
          { scope, plan: plan(PEOPLE, [person]), columns: unique([...columns, person]), measures: PEOPLE },
          person,
          by,
          params,
        );
      }
      case "latency":
      case "ttft":
        return latencySql(family, scope, columns, by, params);
      case "sessions":
        return sessionsSql(scope, columns, by, params);
      case "session_cost":
        return sessionCostSql(scope, columns, by, params);
      case "bills":
        return billsSql(scope, columns, by, params);
      case "gpu":
        return gpuSql(
          scope,
          metrics.filter((metric) => metric.family === family),
          by,
          params,
        );
      case "gpu_cost":
        return gpuCostSql(
          scope,
          metrics.filter((metric) => metric.family === family),
          by,
          params,
        );
      case "serving":
        return servingSql(
          scope,
          metrics.filter((metric) => metric.family === family),
          by,
          params,
        );
      case "net":
        return netSql(scope, columns, by, params);
    }
  };

  const ctes: string[] = [];
  const [first] = metrics;
  const foldAt = keys.findIndex((key) => !isGrainKey(key) && key.top);
  const folded = keys[foldAt];
  // Calls are read once: their cells, by every value, tell the largest and are then folded.
  const foldsCalls = folded != null && families.includes("calls");
  if (foldsCalls) ctes.push(`cells as materialized (${relation("calls", unfolded(keys))})`);
  if (first && folded && !isGrainKey(folded) && ask.top != null) {
    const totals = first.family === "calls" ? totalsOf(foldAt, measures) : relation(first.family, unfolded([folded]));
    ctes.push(...topCtes(totals, { metric: first, key: folded, count: ask.top }));
  }
  for (const family of families) {
    const values = metrics.flatMap((metric, i) => (metric.family === family ? [`, (${metric.sql})::numeric as m${i}`] : [])).join("");
    ctes.push(
      `${family} as materialized (${foldsCalls && family === "calls" ? foldedCells(keys, measures) : relation(family, keys)})`,
      `${family}_value as (select ${keyHead(keys)}true as ${family}_present${values} from ${family} where rows <> 0)`,
    );
  }
  if (about && !about.shared) {
    const rows = { scope, plan: about.plan, columns: filterColumns(scope), measures: about.measures };
    ctes.push(`about as materialized (${callsSql(rows, [], params)})`);
  }
  if (ask.dense) ctes.push(`dense as (${denseSql(ask.dense, keys, params)})`);

  const sources = [...(ask.dense ? ["dense"] : []), ...families.map((family) => `${family}_value`)];
  const joined =
    keys.length === 0
      ? `(select) one ${sources.map((name) => `left join ${name} on true`).join(" ")}`
      : sources.map((name, i) => (i === 0 ? name : `full join ${name} using (${keyNames(keys)})`)).join(" ");
  const values = metrics.map(({ family, whenEmpty }, i) => {
    const empty = whenEmpty === "zero" ? `case when ${coveredSql(ask, family, params)} then 0 end` : "null";
    return `case when ${family}_present then m${i} else ${empty} end as m${i}`;
  });

  const text = `with ${ctes.join(",\n")},
  answer as (select ${keyHead(keys)}${values.join(", ")} from ${joined})
  select ${[
    ...keys.map((_, i) => `answer.k${i}`),
    ...storedKeys(keys).flatMap((i) => [`d${i}.value as t${i}`, `d${i}.label as l${i}`]),
    ...metrics.map((_, i) => `trim_scale(round(answer.m${i}, 12))::text as m${i}`),
    aboutSql(about, scope, params),
    folded ? `(select "any" from further) as other` : "false as other",
  ].join(", ")}
  from answer ${storedKeys(keys)
    .map((i) => `left join dimension_value d${i} on d${i}.id = answer.k${i}`)
    .join(" ")}
  order by ${orderSql(ask)}
  limit ${Math.trunc(ask.limit)} offset ${Math.trunc(ask.offset)}`;
  return { text, values: params.values, plan: callPlan, prepare: params.isPlannedOnce };
}

const storedKeys = (keys: readonly Key[]): number[] =>
  keys.flatMap((key, i) => (!isGrainKey(key) && key.dimension.stored === "value" ? [i] : []));

/** Ties follow the names, unknown last, so that a repeated question gives the same order. */
function orderSql({ keys, order }: Ask): string {
  const stored = storedKeys(keys);
  const names = keys.map((_, i) => (stored.includes(i) ? `d${i}.value collate "C" nulls last, answer.k${i}` : `answer.k${i}`));
  const grain = keys.findIndex(isGrainKey);
  const time = order === "time" && grain >= 0 ? [`answer.k${grain}`] : [];
  return [...time, "answer.m0 desc nulls last", ...names].join(", ");
}

interface AboutPlan {
  plan: Plan;
  measures: readonly string[];
  /** Its measures are summed with the calls of the answer. */
  shared: boolean;
}

const filterColumns = ({ filters }: Scope): AskedColumn[] => unique(filters.map((filter) => filter.column));

/** What is said about the rows needs no keys, so that a smaller rollup may know it; the same facts are not read twice for it. */
function planAbout({ scope }: Ask, grain: Grain | null, calls: Plan | null): AboutPlan {
  const own = planCalls({ range: scope.range, zone: scope.zone, grain, columns: filterColumns(scope), measures: ABOUT });
  const shared = calls != null && (own.rollup === calls.rollup || (factsLength(own) > 0 && factsLength(own) >= factsLength(calls)));
  const plan = shared ? calls : own;
  const tokensKnown = plan.rollup == null || plan.rollup.measures.some((measure) => measure.name === ABOUT_TOKENS);
  return { plan, shared, measures: tokensKnown ? [...ABOUT, ABOUT_TOKENS] : ABOUT };
}

/** What is known about the rows behind the answer; which models lack a price is looked up only where a request lacks one. */
function aboutSql(about: AboutPlan | null, scope: Scope, params: Params): string {
  if (!about) return "null::json as scope";
  const share = "trim_scale(round(sum(priced_requests) / nullif(sum(share_requests), 0), 12))::text";
  const tokens = about.measures.includes(ABOUT_TOKENS)
    ? `trim_scale(round(sum(${ABOUT_TOKENS}) / nullif(sum(${ALL_TOKENS}), 0), 12))::text`
    : "null";
  const unpriced = "coalesce(sum(share_requests), 0) - coalesce(sum(priced_requests), 0)";
  const models = unpricedModelsSql(scope, params);
  return `(select json_build_object('pricedShare', ${share}, 'tokenPricedShare', ${tokens}, 'unpriced', (${unpriced})::text,
    'models', case when ${unpriced} = 0 then 0 else ${models ? `(${models})` : "null"} end::text) from ${about.shared ? "calls" : "about"}) as scope`;
}

/** True in rows where no row of facts means zero. */
function coveredSql({ coverage, keys, scope }: Ask, family: Family, params: Params): string {
  const span = family === "bills" ? coverage.bills : coverage.calls;
  if (!span || span.from >= scope.range.to || span.through <= scope.range.from) return "false";
  const index = keys.findIndex(isGrainKey);
  const key = keys[index];
  if (!key || !isGrainKey(key)) return "true";
  const edge = (at: number) => params.bucket(storedBucket(key.grain, at, scope.zone), sqlType(key.grain));
  return `k${index} between ${edge(span.from)} and ${edge(span.through - 1)}`;
}

function denseSql(buckets: readonly string[], keys: readonly Key[], params: Params): string {
  const parts = keys.map((key, i) =>
    isGrainKey(key) ? `unnest(${params.list(buckets, sqlType(key.grain))}) as d${i}(k${i})` : `(${TOP_VALUES}) as d${i}(k${i})`,
  );
  return `select ${keyNames(keys)} from ${parts.join(" cross join ")}`;
}
