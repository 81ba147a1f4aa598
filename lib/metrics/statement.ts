import { type DimensionColumn, MEASURES } from "../../db/schema/rollup-tables";
import type { Grain } from "../time";
import { callsSql, peopleSql } from "./calls";
import type { Coverage } from "./coverage";
import { COST_MEASURES, type Family, type Metric } from "./define";
import { Params } from "./params";
import { type Plan, planCalls } from "./plan";
import { isGrainKey, type Key, keyHead, keyNames, type Scope, storedBucket } from "./scope";
import { billsSql, latencySql, sessionCostSql, sessionsSql } from "./spread";

export interface Ask {
  scope: Scope;
  metrics: readonly Metric[];
  keys: readonly Key[];
  coverage: { calls: Coverage | null; bills: Coverage | null };
  /** Every bucket of the grain (first dates, or instants), and every value of the dimension, that must be in the answer. */
  dense: { buckets: readonly string[]; values: readonly number[] } | null;
  /** Whether `scope` is asked for: it sums further measures of the same rows. */
  about: boolean;
  order: "value" | "time";
  limit: number;
  offset: number;
}

/** One statement that answers a question: columns k0…, t0… (text), l0… (label), m0…, and `scope` with what is known about the rows behind it. */
export interface Statement {
  text: string;
  values: string[];
  /** How the calls were read; null where the question needs none. */
  plan: Plan | null;
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

const columnOf = (key: Key): DimensionColumn[] => (isGrainKey(key) ? [] : [key.dimension.column]);
const sqlType = (grain: Grain): "date" | "timestamptz" => (grain === "hour" ? "timestamptz" : "date");
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

export function buildStatement(ask: Ask): Statement {
  const { scope, metrics, keys } = ask;
  const params = new Params();
  const grain = keys.find(isGrainKey)?.grain ?? null;
  const columns = unique([...keys.flatMap(columnOf), ...scope.filters.map((filter) => filter.column)]);
  const families = unique(metrics.map((metric) => metric.family));
  const plan = (measures: readonly string[], extra: readonly DimensionColumn[] = []) =>
    planCalls({ range: scope.range, zone: scope.zone, grain, columns: unique([...columns, ...extra]), measures });

  const needed = unique([...(ask.about ? ABOUT : ["rows"]), ...metrics.flatMap((metric) => metric.needs)]);
  const callPlan = families.includes("calls") || (ask.about && families.some((family) => family !== "bills")) ? plan(needed) : null;
  const tokensKnown =
    ask.about && callPlan != null && (callPlan.rollup == null || callPlan.rollup.measures.some((measure) => measure.name === ABOUT_TOKENS));
  const measures = MEASURES.map((measure) => measure.name).filter(
    (name) => needed.includes(name) || (tokensKnown && name === ABOUT_TOKENS),
  );

  const relation = (family: Family): string => {
    switch (family) {
      case "calls":
        return callsSql({ scope, plan: callPlan ?? plan(needed), columns, measures }, keys, params);
      case "users":
      case "customers": {
        const person = family === "users" ? "user_id" : "customer";
        return peopleSql(
          { scope, plan: plan(PEOPLE, [person]), columns: unique([...columns, person]), measures: PEOPLE },
          person,
          keys,
          params,
        );
      }
      case "latency":
      case "ttft":
        return latencySql(family, scope, columns, keys, params);
      case "sessions":
        return sessionsSql(scope, columns, keys, params);
      case "session_cost":
        return sessionCostSql(scope, columns, keys, params);
      case "bills":
        return billsSql(scope, columns, keys, params);
    }
  };

  const ctes = families.flatMap((family) => {
    const values = metrics.flatMap((metric, i) => (metric.family === family ? [`, (${metric.sql})::numeric as m${i}`] : [])).join("");
    return [
      `${family} as materialized (${relation(family)})`,
      `${family}_value as (select ${keyHead(keys)}true as ${family}_present${values} from ${family} where rows <> 0)`,
    ];
  });
  if (callPlan && !families.includes("calls"))
    ctes.push(`calls as materialized (${callsSql({ scope, plan: callPlan, columns, measures }, [], params)})`);
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
    aboutSql(ask.about && callPlan != null, tokensKnown),
  ].join(", ")}
  from answer ${storedKeys(keys)
    .map((i) => `left join dimension_value d${i} on d${i}.id = answer.k${i}`)
    .join(" ")}
  order by ${orderSql(ask)}
  limit ${Math.trunc(ask.limit)} offset ${Math.trunc(ask.offset)}`;
  return { text, values: params.values, plan: callPlan };
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

function aboutSql(hasCalls: boolean, tokensKnown: boolean): string {
  if (!hasCalls) return "null::json as scope";
  const share = "trim_scale(round(sum(priced_requests) / nullif(sum(share_requests), 0), 12))::text";
  const tokens = tokensKnown ? `trim_scale(round(sum(${ABOUT_TOKENS}) / nullif(sum(${ALL_TOKENS}), 0), 12))::text` : "null";
  return `(select json_build_object('pricedShare', ${share}, 'tokenPricedShare', ${tokens},
    'unpriced', (coalesce(sum(share_requests), 0) - coalesce(sum(priced_requests), 0))::text) from calls) as scope`;
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

function denseSql({ buckets, values }: NonNullable<Ask["dense"]>, keys: readonly Key[], params: Params): string {
  const parts = keys.map((key, i) =>
    isGrainKey(key)
      ? `unnest(${params.list(buckets, sqlType(key.grain))}) as d${i}(k${i})`
      : `unnest(${params.integers(values)}) as d${i}(k${i})`,
  );
  return `select ${keyNames(keys)} from ${parts.join(" cross join ")}`;
}
