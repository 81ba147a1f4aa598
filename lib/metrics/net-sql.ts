import type { AskedColumn } from "../../db/schema/rollup-tables";
import type { Grain } from "../time";
import { callRows, callsSql } from "./calls";
import { ESTIMABLE_MEASURES } from "./estimable";
import type { Params } from "./params";
import { planCalls } from "./plan";
import { isGrainKey, type Key, keyHead, keySql, type Scope } from "./scope";

/** Outcomes of the baseline model from which its failure rate is measured. */
export const LEAST_OUTCOMES = 30;

const STEPS = ["rows", ...ESTIMABLE_MEASURES, "saved_routing", "escalation_waste", "router_cost"];
export const FAILURES = ["routed_outcomes", "routed_failures", "routed_failures_uncosted", "routed_failure_cost"] as const;
/** In the words of the index attempt_routed_judged. */
const ROUTED_OUTCOMES = "a.outcome > 0 and a.saved_routing is not null";
const BASELINE = ["baseline_outcomes", "baseline_failures"];

const grainOf = (keys: readonly Key[]): Grain | null => keys.find(isGrainKey)?.grain ?? null;
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
const groupsOf = (keys: readonly Key[], ...more: string[]): string => [...keys.map((_, i) => `k${i}`), ...more].join(", ");

/**
 * SQL of routing after all it cost, by key: what was saved and spent, and what failures cost (NUMBERS.md §7): for each feature over the whole range,
 * L × max(0, 1 − r·N ÷ F), then added up. `columns`: those of keys and filters.
 */
export function netSql(scope: Scope, columns: readonly AskedColumn[], keys: readonly Key[], params: Params): string {
  const plan = planCalls({ range: scope.range, zone: scope.zone, grain: grainOf(keys), columns, measures: STEPS });
  const none = FAILURES.map((name) => `0 as ${name}`).join(", ");
  const sums = [...STEPS, ...FAILURES, "failure_cost"].map((name) => `sum(${name}) as ${name}`).join(", ");
  return `with ${failureCtes(scope, params)}
    select ${keyHead(keys)}${sums}
    from (
      select ${keyHead(keys)}${STEPS.join(", ")}, ${none}, 0 as failure_cost from (${callsSql({ scope, plan, columns, measures: STEPS }, keys, params)}) steps
      union all
      select ${keyHead(keys)}${STEPS.map((name) => `0 as ${name}`).join(", ")}, ${FAILURES.join(", ")}, failure_cost
      from (${failuresSql(scope, columns, keys, params)}) failures
    ) parts ${keys.length > 0 ? `group by ${groupsOf(keys)}` : ""}`;
}

/**
 * Common table expressions of `failuresSql`: `told`, what is set for features (0 = unknown, −1 = all), and `measured`, the failure rate of each feature's
 * own baseline over the whole range, whatever else the question narrows to.
 */
export function failureCtes(scope: Scope, params: Params): string {
  const filters = scope.filters.filter(({ column }) => column === "feature");
  const columns: AskedColumn[] = ["feature"];
  const plan = planCalls({ range: scope.range, zone: scope.zone, grain: null, columns, measures: BASELINE });
  const rows = callRows({ scope: { ...scope, filters }, plan, columns, measures: BASELINE, only: "a.outcome > 0" }, params);
  return `told as materialized (
      select s.field, s.id, coalesce(s.from_day, '-infinity'::date) as from_day, (s.value #>> '{}')::numeric as value,
        case when s.subject = '*' then -1 else (select d.id from dimension_value d where d.dimension = 'feature' and d.value = s.subject) end as feature
      from routing_setting s
      where s.retired_at is null and s.field in ('baseline_failure_rate', 'failure_cost')
    ),
    measured as materialized (
      select feature, sum(baseline_outcomes) as outcomes, sum(baseline_failures) as failures,
        case when sum(baseline_outcomes) >= ${LEAST_OUTCOMES} then sum(baseline_failures) / sum(baseline_outcomes) end as rate
      from (${rows}) b group by feature
    )`;
}

/** What is set for the feature on a day, else for all features; null: nothing. */
export function toldSql(field: "baseline_failure_rate" | "failure_cost", feature: string, day: string): string {
  const of = (id: string) =>
    `(select t.value from told t where t.field = '${field}' and t.feature = ${id} and t.from_day <= ${day} order by t.from_day desc, t.id desc limit 1)`;
  return `coalesce(${of(feature)}, ${of("-1")})`;
}

/** Routed outcomes by key and feature, with what their failures cost; also `configured`: how many of them a set rate holds for, and `expected`. */
export function failuresSql(scope: Scope, columns: readonly AskedColumn[], keys: readonly Key[], params: Params): string {
  const withFeature = unique<AskedColumn>([...columns, "feature"]);
  const plan = planCalls({ range: scope.range, zone: scope.zone, grain: grainOf(keys), columns: withFeature, measures: FAILURES });
  const rows = callRows({ scope, plan, columns: withFeature, measures: FAILURES, only: ROUTED_OUTCOMES }, params);
  const heads = keys.map((key, i) => `${keySql(key)} as k${i}, `).join("");
  return `select f.*, case when routed_failures > 0 then routed_failure_cost * greatest(0, 1 - expected / routed_failures) else 0 end as failure_cost
    from (
      select ${keyHead(keys)}d.feature, ${FAILURES.map((name) => `sum(${name}) as ${name}`).join(", ")},
        coalesce(sum(routed_outcomes) filter (where told_rate is not null), 0) as configured,
        coalesce(sum(routed_outcomes * coalesce(told_rate, m.rate)), 0) as expected
      from (
        select by_day.*, ${toldSql("baseline_failure_rate", "by_day.feature", "by_day.day")} as told_rate
        from (
          select ${heads}feature, day, ${FAILURES.map((name) => `sum(${name}) as ${name}`).join(", ")}
          from (${rows}) c group by ${groupsOf(keys, "feature", "day")} having sum(routed_outcomes) <> 0
        ) by_day
      ) d left join measured m on m.feature = d.feature
      group by ${groupsOf(keys, "d.feature")}
    ) f`;
}
