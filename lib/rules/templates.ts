import type { Sql } from "../../db/client";
import { type QueryInput, runQuery } from "../metrics";
import { type Amount, compare, multiply } from "../money";
import { readZone } from "../settings";
import { addDays, dayOf } from "../time";
import { gpuHistory, gpuTemplates } from "./gpu-templates";
import { newRuleSchema, type RuleTemplate } from "./rule";
import { DAY, type History, line, some, type Template } from "./template";

const DAYS = 30;

/** Rules that every company wants, with lines made of its own last 30 days. Those that can't apply here (no sessions, no source) are left out. */
export async function listRuleTemplates(sql: Sql, { now }: { now: Date }): Promise<RuleTemplate[]> {
  const history = await readHistory(sql, now);
  return TEMPLATES.flatMap(({ id, label, sentence, rule, applies }) =>
    applies && !applies(history)
      ? []
      : [{ id, label, sentence, rule: newRuleSchema.parse({ name: label, template: id, ...rule(history) }) }],
  );
}

async function readHistory(sql: Sql, now: Date): Promise<History> {
  const today = dayOf(now.getTime(), await readZone(sql));
  const range = { from: addDays(today, -DAYS), to: today };
  const ask = (metric: QueryInput["metric"]) => runQuery(sql, { metric, ...range }, { now: now.getTime() });
  const [calls, sessions, cards, days] = await Promise.all([
    ask(["cost", "error_cost", "priced_share", "cache_hit_rate", "routed_requests", "escalation_rate"]),
    ask(["sessions", "cost_per_session_p95"]),
    runQuery(sql, { metric: ["gpu_idle_cost", "gpus", "gpu_hours"], by: "pool", ...range }, { now: now.getTime() }),
    runQuery(sql, { metric: "cost", by: "day", order: "time", from: addDays(today, -2 * DAYS), to: today }, { now: now.getTime() }),
  ]);
  const row = { ...calls.data[0], ...sessions.data[0] };
  const perDay = (value: Amount | null | undefined) => (value == null ? null : multiply(value, String(1 / DAYS)));
  return {
    hitRate: row.cache_hit_rate ?? null,
    pricedShare: row.priced_share ?? null,
    sessionP95: row.cost_per_session_p95 ?? null,
    errorCostDay: perDay(row.error_cost),
    costDay: perDay(row.cost),
    sessions: row.sessions ?? null,
    usualRise: usualRise(days.data.map((day) => (day.cost == null ? null : Number(day.cost)))),
    sources: calls.meta.sources.length,
    routed: row.routed_requests ?? null,
    escalationRate: row.escalation_rate ?? null,
    ...gpuHistory(cards.data),
  };
}

function usualRise(days: readonly (number | null)[]): number | null {
  const rises = days
    .flatMap((cost, i) => {
      const before = days[i - 7];
      return cost != null && before != null && before > 0 ? [cost / before - 1] : [];
    })
    .sort((a, b) => a - b);
  return rises.length < 14 ? null : (rises[Math.floor(rises.length * 0.9)] ?? null);
}

/** Beyond what is usual, in tenths and at least a half. */
const spike = ({ usualRise: rise }: History): Amount => (Math.ceil(Math.max(0.5, (rise ?? 0) * 1.2) * 10) / 10).toString();

const hasSessions = ({ sessions }: History) => some(sessions);

const TEMPLATES: readonly Template[] = [
  {
    id: "cost_per_1k_up",
    label: "Cost per 1,000 requests rises",
    sentence:
      "A feature's cost per 1,000 requests over 24 hours is 30 % above the same hours a week before, and it is no small part of the bill.",
    // Of a feature that costs next to nothing nobody wants to hear.
    rule: ({ costDay }) => ({
      metric: "cost_per_1k_requests",
      each: "feature",
      condition: { kind: "change", against: "same_weekday", direction: "up", by: "0.3" },
      windowMinutes: DAY,
      minimum: { metric: "cost", value: line(costDay, "0.05", "1") },
      hysteresis: "0.05",
      cooldownMinutes: DAY,
      recipients: { roles: ["engineer", "manager"] },
    }),
  },
  {
    id: "cost_spike",
    label: "Cost spikes against the same weekday",
    sentence: "The cost of 24 hours is further above that of the same weekday a week before than on nine of ten days.",
    rule: (history) => ({
      metric: "cost",
      condition: { kind: "change", against: "same_weekday", direction: "up", by: spike(history) },
      windowMinutes: DAY,
      hysteresis: "0.1",
      cooldownMinutes: DAY,
      recipients: { roles: ["engineer", "manager"] },
    }),
  },
  {
    id: "cost_anomaly",
    label: "Cost leaves its usual band",
    sentence: "A feature's cost in an hour is far above what that hour of the week usually costs.",
    rule: ({ costDay }) => ({
      metric: "cost",
      each: "feature",
      condition: { kind: "anomaly", direction: "up", sensitivity: 4 },
      windowMinutes: 60,
      forMinutes: 60,
      minimum: { metric: "cost", value: line(costDay, "0.02", "1") },
      cooldownMinutes: DAY,
    }),
  },
  {
    id: "runaway_session",
    label: "Runaway session",
    sentence: "One session spends more in 10 minutes than 95 % of sessions do in their whole life, ten times over: a loop.",
    applies: hasSessions,
    rule: ({ sessionP95 }) => ({
      metric: "cost",
      each: "session",
      condition: { kind: "above", value: line(sessionP95, "10", "5") },
      windowMinutes: 10,
      severity: "critical",
    }),
  },
  {
    id: "runaway_key",
    label: "Runaway key",
    sentence: "One API key spends in 10 minutes what the whole company spends in five hours.",
    rule: ({ costDay }) => ({
      metric: "cost",
      each: "api_key",
      condition: { kind: "above", value: line(costDay, "0.2", "10") },
      windowMinutes: 10,
      severity: "critical",
    }),
  },
  {
    id: "error_cost",
    label: "Failed calls cost money",
    sentence: "Failed calls cost three times as much in 24 hours as they do on an average day.",
    rule: ({ errorCostDay }) => ({
      metric: "error_cost",
      condition: { kind: "above", value: line(errorCostDay, "3", "1") },
      windowMinutes: DAY,
      hysteresis: "0.2",
      cooldownMinutes: DAY,
    }),
  },
  {
    id: "error_rate",
    label: "Many calls fail",
    sentence: "More than 10 % of a feature's attempts in an hour fail.",
    rule: () => ({
      metric: "error_rate",
      each: "feature",
      condition: { kind: "above", value: "0.1" },
      windowMinutes: 60,
      minimum: { metric: "requests", value: "50" },
      hysteresis: "0.3",
    }),
  },
  {
    id: "cache_hit_drop",
    label: "Cache hits drop",
    sentence: "A gateway's cache answers less than two thirds of the share of requests that it usually does.",
    applies: ({ hitRate }) => hitRate != null && compare(hitRate, "0.01") > 0,
    rule: ({ hitRate }) => ({
      metric: "cache_hit_rate",
      condition: { kind: "below", value: line(hitRate, "0.66", "0.1") },
      windowMinutes: DAY,
      minimum: { metric: "requests", value: "200" },
      hysteresis: "0.1",
      cooldownMinutes: DAY,
    }),
  },
  {
    id: "unpriced",
    label: "Calls without a price",
    sentence: "Less of the requests of 24 hours have a price than usual: a new model came, and its cost is not in the total.",
    rule: ({ pricedShare }) => ({
      metric: "priced_share",
      condition: {
        kind: "below",
        value: pricedShare != null && compare(pricedShare, "0.99") < 0 ? line(pricedShare, "0.95", "0.9") : "0.98",
      },
      windowMinutes: DAY,
      minimum: { metric: "requests", value: "50" },
      cooldownMinutes: DAY,
    }),
  },
  {
    id: "no_data",
    label: "A source sends nothing",
    sentence: "No record came from a source for three days: a quiet weekend or a missed daily export is less.",
    applies: ({ sources }) => sources > 0,
    rule: () => ({
      metric: "requests",
      each: "source",
      condition: { kind: "no_data" },
      windowMinutes: 72 * 60,
      cooldownMinutes: DAY,
    }),
  },
  {
    id: "cost_per_session_p95",
    label: "Sessions grow expensive",
    sentence: "95 % of a day's sessions used to cost no more than half of this.",
    applies: hasSessions,
    rule: ({ sessionP95 }) => ({
      metric: "cost_per_session_p95",
      condition: { kind: "above", value: line(sessionP95, "2", "1") },
      windowMinutes: DAY,
      minimum: { metric: "sessions", value: "20" },
      cooldownMinutes: DAY,
      recipients: { roles: ["engineer", "manager"] },
    }),
  },
  {
    id: "context_growth",
    label: "Context grows",
    sentence: "A feature moves 25 % more tokens per request over 24 hours than in the same hours a week before.",
    rule: () => ({
      metric: "tokens_per_request",
      each: "feature",
      condition: { kind: "change", against: "same_weekday", direction: "up", by: "0.25" },
      windowMinutes: DAY,
      minimum: { metric: "requests", value: "100" },
      hysteresis: "0.05",
      cooldownMinutes: DAY,
    }),
  },
  {
    id: "routing_loses",
    label: "Routing loses money",
    sentence: "A feature's routing cost more in a day than it saved: net savings after escalations, the router and failures are below 0.",
    applies: ({ routed }) => some(routed),
    rule: () => ({
      metric: "routing_savings_net",
      each: "feature",
      condition: { kind: "below", value: "0" },
      windowMinutes: DAY,
      minimum: { metric: "requests", value: "50" },
      cooldownMinutes: DAY,
      recipients: { roles: ["engineer", "finance"] },
    }),
  },
  {
    id: "escalations_up",
    label: "More requests escalate than usual",
    sentence: "A feature's first model fails and another answers far more often over 24 hours than at the same time in the weeks before.",
    applies: ({ escalationRate }) => some(escalationRate),
    rule: () => ({
      metric: "escalation_rate",
      each: "feature",
      condition: { kind: "anomaly", direction: "up", sensitivity: 4 },
      windowMinutes: DAY,
      minimum: { metric: "requests", value: "100" },
      cooldownMinutes: DAY,
    }),
  },
  ...gpuTemplates,
];
