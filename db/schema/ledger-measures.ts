import { and, COUNTED, type Condition, FINAL, type Measure, type MeasureType, rows, sum } from "./measures";

const ESTIMABLE = and(COUNTED, "a.estimable", (a) => a.estimable);
const ANSWER = and(ESTIMABLE, "a.ledger in (1, 2)", (a) => a.ledger === 1 || a.ledger === 2);
const ROUTED = and(ANSWER, "a.saved_routing is not null", (a) => a.saved_routing !== null);
const role = (code: number): Condition => and(ESTIMABLE, `a.ledger = ${code}`, (a) => a.ledger === code);
/** Rows from before there was a ledger wait for theirs and add nothing, as when they were folded. */
const notEstimable = (condition: Condition, sql: string, of: Condition["of"]): Condition =>
  and(condition, `not a.estimable and a.ledger > 0 and ${sql}`, (a) => !a.estimable && of(a));
/** Why not; an attempt that lacks nothing itself belongs to a request in which another has no price. */
const INESTIMABLE: readonly (Condition & { name: string })[] = [
  { name: "price", sql: "coalesce(a.ledger_reason, 1) = 1", of: (a) => (a.ledger_reason ?? 1) === 1 },
  { name: "baseline", sql: "a.ledger_reason = 2", of: (a) => a.ledger_reason === 2 },
  { name: "baseline_price", sql: "a.ledger_reason = 3", of: (a) => a.ledger_reason === 3 },
  { name: "other", sql: "a.ledger_reason > 3", of: (a) => a.ledger_reason !== null && a.ledger_reason > 3 },
];
const saved = (step: string, of: Parameters<typeof sum>[4]): Measure => sum(`saved_${step}`, "numeric", ANSWER, `a.saved_${step}`, of, "0");
const spent = (name: string, condition: Condition): Measure => sum(name, "numeric", condition, "a.cost", (a) => a.cost, "0");
const WASTE = and(ESTIMABLE, "a.ledger in (3, 4, 5)", (a) => a.ledger > 2 && a.ledger < 6);
const ESCALATED = and(COUNTED, "a.ledger = 2", (a) => a.ledger === 2);
const LEFT_OUT = and(COUNTED, "not a.estimable", (a) => !a.estimable);
const among = ({ of }: Condition, measures: readonly Measure[]): Measure[] => measures.map((measure) => ({ ...measure, among: of }));
/** Outcomes are put on attempts after these were stored: one that arrives has none. */
const later = (name: string, type: MeasureType, condition: string, value = "1"): Measure => ({
  name,
  type,
  attempt: `case when ${condition} then ${value}${type === "bigint" ? " else 0" : ""} end`,
  arriving: null,
  bucket: "0",
});
const JUDGED = "a.counted and a.outcome is not null";
const ROUTED_OUTCOME = `${ROUTED.sql} and a.outcome > 0`;
const BASELINE_OUTCOME = `${ANSWER.sql} and a.saved_routing is null and a.saved_cache is null and a.outcome in (1, 2)`;

/**
 * The savings ledger and outcomes. Waste and savings belong to the requests that can be estimated; \`cost\` less \`estimable_cost\` is the rest.
 * An outcome stands on one attempt of what it judges (\`outcome\` > 0: success, failure, escalated); 0 marks the others it judges.
 */
export const LEDGER_MEASURES: readonly Measure[] = [
  ...among(ESTIMABLE, [
    rows(
      "estimable_requests",
      and(FINAL, "a.estimable", (a) => a.estimable),
      "0",
    ),
    spent("estimable_cost", ESTIMABLE),
  ]),
  ...among(ANSWER, [
    saved("cache", (a) => a.saved_cache),
    saved("context", (a) => a.saved_context),
    saved("routing", (a) => a.saved_routing),
    saved("prompt_cache", (a) => a.saved_prompt_cache),
    saved("tier", (a) => a.saved_tier),
    rows("routed_requests", ROUTED, "0"),
  ]),
  ...among(WASTE, [spent("escalation_waste", role(3)), spent("retry_waste", role(4)), spent("error_waste", role(5))]),
  rows("escalated_requests", ESCALATED, "0"),
  ...among(LEFT_OUT, [
    ...INESTIMABLE.map(({ name, sql, of }) => rows(`inestimable_${name}`, notEstimable(FINAL, sql, of), "0")),
    ...INESTIMABLE.map(({ name, sql, of }) => spent(`inestimable_${name}_cost`, notEstimable(COUNTED, sql, of))),
  ]),
  later("outcomes", "bigint", `${JUDGED} and a.outcome > 0`),
  later("outcome_successes", "bigint", `${JUDGED} and a.outcome = 1`),
  later("outcome_failures", "bigint", `${JUDGED} and a.outcome = 2`),
  later("judged_cost_rows", "bigint", `${JUDGED} and a.cost is not null`),
  later("judged_cost", "numeric", JUDGED, "a.cost"),
  later("outcome_value", "numeric", JUDGED, "a.outcome_value"),
  /** Outcomes of requests that another model than the baseline answered; their failures, what these cost, and those whose cost nobody told. */
  later("routed_outcomes", "bigint", ROUTED_OUTCOME),
  later("routed_failures", "bigint", `${ROUTED_OUTCOME} and a.outcome = 2`),
  later("routed_failure_cost", "numeric", `${ROUTED_OUTCOME} and a.outcome = 2`, "a.outcome_cost"),
  later("routed_failures_uncosted", "bigint", `${ROUTED_OUTCOME} and a.outcome = 2 and a.outcome_cost is null`),
  /** Successes and failures of requests that the baseline itself answered: its measured failure rate. What was escalated to it says nothing about it. */
  later("baseline_outcomes", "bigint", BASELINE_OUTCOME),
  later("baseline_failures", "bigint", `${BASELINE_OUTCOME} and a.outcome = 2`),
  /** The part of \`overhead_cost\` that routing causes; of rows from before there was a ledger once they have theirs. */
  spent(
    "router_cost",
    and(COUNTED, "a.kind = 9 and a.ledger > 0", (a) => a.kind === 9),
  ),
];
