import type { BudgetSnapshot } from "../budgets/snapshot";
import type { RuleSnapshot } from "../rules/snapshot";
import { addDays, startOfDay } from "../time";

const COSTS = "120 131 118 97 88 142 150 149 160 155 102 96 171 190 220 - 262 289 300 412 398"
  .split(" ")
  .map((cost) => (cost === "-" ? null : cost));

/** Tests only: 83 % of $5,000 on 21 November, with one day unknown and one that still runs. */
export const budgetSnapshot: BudgetSnapshot = {
  kind: "budget",
  basis: "actual",
  forecast: { value: "6020", low: "5700", high: "6400" },
  change: "+$1,230 (+42 %): 78 % from longer context in support-chat.",
  budget: { id: "7b0c", name: "Support chat", createdBy: "eng@example.com" },
  metric: "cost",
  scope: [{ dimension: "feature", values: ["support-chat"] }],
  period: { kind: "month", from: "2026-11-01", to: "2026-12-01", zone: "Europe/Berlin" },
  asOf: "2026-11-21T08:05:00.000Z",
  closed: false,
  amount: "5000",
  spent: "4150.49",
  share: "0.830098",
  threshold: "0.8",
  line: "4000",
  superseded: [],
  crossedOn: "2026-11-20",
  pricedShare: "0.972",
  dataThrough: "2026-11-21T08:02:00.000Z",
  series: {
    grain: "day",
    buckets: COSTS.map((cost, i) => ({ key: addDays("2026-11-01", i), cost, partial: i === COSTS.length - 1 })),
  },
  previous: { from: "2026-10-01", to: "2026-10-21T10:05:00+02:00", cost: "2920" },
  contributors: {
    by: "model",
    values: [
      { value: "gpt-4o", label: null, cost: "2900.1", before: "1700" },
      { value: "claude-sonnet-4", label: "Claude Sonnet 4", cost: "900", before: "0" },
      { value: null, label: null, cost: "350.39", before: "420.5" },
    ],
  },
};

/** Tests only: the same month by forecast, two weeks in. */
export const forecastSnapshot: BudgetSnapshot = {
  ...budgetSnapshot,
  basis: "forecast",
  threshold: "1",
  line: "5000",
  asOf: "2026-11-14T09:00:00.000Z",
  spent: "1869",
  share: "0.3738",
  crossedOn: null,
  forecast: { value: "5450", low: "5020", high: "5900" },
  series: { grain: "day", buckets: budgetSnapshot.series.buckets.slice(0, 14).map((bucket, i) => ({ ...bucket, partial: i === 13 })) },
};

const at = (hours: number): string => new Date(startOfDay("2026-11-20", "Europe/Berlin") + hours * 3_600_000).toISOString();

/** Tests only: errors of one feature since 07:00, told at 09:00. */
export const ruleSnapshot: RuleSnapshot = {
  kind: "rule",
  change: "fired",
  rule: {
    id: "51c2",
    name: "Errors by feature",
    owner: "eng@example.com",
    severity: "critical",
    condition: { kind: "above", value: "0.05" },
    each: "feature",
    windowMinutes: 60,
    forMinutes: 120,
  },
  metric: { id: "error_rate", label: "Error rate", unit: "ratio" },
  scope: [{ dimension: "environment", values: ["production"] }],
  subject: "support-chat",
  subjectLabel: null,
  zone: "Europe/Berlin",
  asOf: at(33.02),
  at: at(33),
  since: at(31),
  value: "0.0724",
  low: null,
  high: "0.05",
  usual: "0.011",
  series: {
    grain: "hour",
    points: Array.from({ length: 33 }, (_, i) => ({
      at: at(i),
      value: i === 12 ? null : i < 30 ? String(0.01 + (i % 5) / 1000) : String(0.0524 + (i - 30) / 100),
      low: null,
      high: "0.05",
    })),
  },
  changeSentence: null,
  contributors: {
    by: "model",
    values: [
      { value: "gpt-4o", label: null, now: "0.094", before: "0.011" },
      { value: "gpt-4o-mini", label: null, now: "0.012", before: "0.012" },
    ],
  },
  pricedShare: "1",
  dataThrough: at(33),
};

/** Tests only: the same alert, over after five hours. */
export const resolvedSnapshot: RuleSnapshot = { ...ruleSnapshot, change: "resolved", at: at(36), asOf: at(36.02), value: "0.012" };

/** Tests only: cost of an hour against what is usual at that hour. */
export const anomalySnapshot: RuleSnapshot = {
  ...ruleSnapshot,
  rule: {
    ...ruleSnapshot.rule,
    name: "Unusual cost",
    severity: "warning",
    condition: { kind: "anomaly", direction: "up", sensitivity: 5 },
    each: null,
    forMinutes: 0,
  },
  metric: { id: "cost", label: "Cost", unit: "usd" },
  scope: [],
  subject: "",
  since: at(33),
  value: "41.2",
  low: "6",
  high: "18.5",
  usual: "11",
  series: {
    grain: "hour",
    points: Array.from({ length: 33 }, (_, i) => {
      const day = 8 + 5 * Math.sin(((i - 6) / 24) * 2 * Math.PI);
      return { at: at(i), value: String(i === 32 ? 41.2 : day + (i % 3)), low: String(day * 0.5), high: String(day * 1.5 + 3) };
    }),
  },
  changeSentence: "+$30.20 (+275 %): 91 % from retries in research-agent.",
  contributors: { by: "feature", values: [{ value: "research-agent", label: "Research agent", now: "31", before: "2.5" }] },
};

/** Tests only: a source that went silent. */
export const silentSnapshot: RuleSnapshot = {
  ...ruleSnapshot,
  rule: {
    ...ruleSnapshot.rule,
    name: "Late source",
    severity: "warning",
    condition: { kind: "no_data" },
    each: "source",
    windowMinutes: 360,
    forMinutes: 0,
  },
  metric: { id: "attempts", label: "Calls", unit: "count" },
  scope: [],
  subject: "litellm",
  subjectLabel: "LiteLLM prod",
  value: null,
  low: null,
  high: null,
  usual: null,
  contributors: { by: null, values: [] },
};
