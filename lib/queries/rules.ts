import { evaluateRules } from "../alerts";
import { backtest, getRule, listRules, listRuleTemplates, newRuleSchema } from "../rules";
import type { AppQuery, Asker } from "./app-query";

const at = ({ now }: Asker): Date => new Date(now);
const tried = (name: string, answers: string, given: Record<string, unknown>, more: Partial<AppQuery> = {}): AppQuery => ({
  name: `rules: ${name}`,
  answers,
  ask: (asker) => backtest(asker.sql, newRuleSchema.parse({ name, windowMinutes: 60, ...given }), { now: at(asker) }),
  ...more,
});
const up = { kind: "change", against: "same_weekday", direction: "up", by: "0.5" };
const wholeMonths = { tables: ["attempt"], reason: "of 90 days whole months are read without an index" };
const above = { kind: "above", value: "5" };

/** What the pages of alert rules ask, and what a round of their evaluation reads. */
export const ruleQueries: readonly AppQuery[] = [
  { name: "rules: list", answers: "each rule and how it stands", ask: (asker) => listRules(asker.sql, { now: at(asker) }) },
  { name: "rules: one", answers: "a rule and how it stands", ask: (asker) => getRule(asker.sql, { id: asker.rule, now: at(asker) }) },
  {
    name: "rules: templates",
    answers: "what the lines of templates are made of",
    ask: (asker) => listRuleTemplates(asker.sql, { now: at(asker) }),
    months: 3,
  },
  {
    name: "rules: evaluation",
    answers: "the values of all rules that are due, one statement for those of the same dimensions and window",
    ask: (asker) => evaluateRules(asker.sql, { now: at(asker), mailHost: "permille.test" }),
  },
  tried("back-test", "90 days of hours of each feature", { metric: "cost", each: "feature", condition: up }),
  tried("back-test of a band", "the same, and the weeks that bands are made of", {
    metric: "cost_per_1k_requests",
    each: "model",
    condition: { kind: "anomaly", direction: "either", sensitivity: 5 },
  }),
  tried(
    "back-test of keys",
    "90 days of hours from the calls themselves: no rollup has keys by the hour",
    { metric: "cost", each: "api_key", condition: above },
    { months: 5, allTime: wholeMonths },
  ),
  tried("back-test by the minute", "7 days of minutes of each session", {
    metric: "cost",
    each: "session",
    condition: above,
    windowMinutes: 10,
  }),
  tried("back-test by the day", "90 days of what does not add up over time", {
    metric: "latency_p95",
    condition: above,
    windowMinutes: 1440,
  }),
  tried("back-test of GPUs", "90 days of days of each pool", {
    metric: "gpu_idle_cost",
    each: "pool",
    condition: above,
    windowMinutes: 1440,
  }),
  tried("back-test of silent GPUs", "90 days of hours of each host", { metric: "gpus", each: "host", condition: { kind: "no_data" } }),
  tried(
    "back-test of missing data",
    "hours with records of each source",
    { metric: "requests", each: "source", condition: { kind: "no_data" }, windowMinutes: 2160 },
    { months: 5, allTime: wholeMonths },
  ),
];
