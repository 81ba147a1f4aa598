import type { MonthlyReport, WeeklyReport } from "../reports/snapshot";
import { addDays } from "../time";

const zone = "Europe/Berlin";
const totals = {
  now: { cost: "12480.4", requests: "4012345", per1k: "3.1105" },
  before: { cost: "9530", requests: "3650000", per1k: "2.61" },
};
const days = (from: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    day: addDays(from, i),
    cost: String(900 + 500 * Math.sin(i / 2) * Math.sin(i / 2) + 90 * (i % 7) + (i > 6 ? 250 : 0)),
  }));
const alerts = {
  count: 9,
  critical: 1,
  open: 2,
  list: [
    {
      id: "a1",
      title: "Critical: Error rate of support-chat is 7.2 %, above 5 % (Errors by feature)",
      severity: "critical",
      at: "2026-11-21T08:00:00.000Z",
    },
    {
      id: "a2",
      title: "Support chat is at 83 % of its November budget: $4,150 of $5,000, 10 days left",
      severity: "warning",
      at: "2026-11-20T08:05:00.000Z",
    },
  ],
};
const budget = { unit: "usd", period: "month" as const, forecast: null };

/** Tests only: a week of a company that spends about $1,800 a day. */
export const weeklyReport: WeeklyReport = {
  kind: "weekly",
  zone,
  asOf: "2026-11-23T07:00:00.000Z",
  scope: [],
  period: { from: "2026-11-16", to: "2026-11-23" },
  previous: { from: "2026-11-09", to: "2026-11-16" },
  ...totals,
  change: "+$2,950 (+31 %): 62 % from longer context in support-chat, −$210 from the price of claude-sonnet-4-5.",
  days: days("2026-11-09", 14),
  budgets: [
    { ...budget, id: "b1", name: "Support chat", amount: "5000", spent: "4620.1", share: "0.92402", forecast: "6020" },
    { ...budget, id: "b2", name: "Company", amount: "60000", spent: "36110", share: "0.601833", forecast: "48900" },
    { ...budget, id: "b3", name: "Research agent", period: "quarter", amount: "20000", spent: null, share: null },
  ],
  movers: {
    by: "feature",
    values: [
      { value: "support-chat", label: null, cost: "5010.2", before: "3100" },
      { value: "code-review", label: "Code review", cost: "1100", before: "1900.5" },
      { value: "triage", label: null, cost: "640", before: "0" },
    ],
  },
  alerts,
  savings: null,
  gpus: null,
  month: { from: "2026-11-01", to: "2026-12-01", spent: "36110", forecast: { value: "48900", low: "46200", high: "52000" } },
  pricedShare: "0.972",
  unpriced: { requests: "112345", models: "3" },
  dataThrough: "2026-11-23T06:58:00.000Z",
};

/** Tests only: a month with bills and six teams. */
export const monthlyReport: MonthlyReport = {
  ...weeklyReport,
  kind: "monthly",
  asOf: "2026-11-03T07:00:00.000Z",
  period: { from: "2026-10-01", to: "2026-11-01" },
  previous: { from: "2026-09-01", to: "2026-10-01" },
  now: { cost: "48210.005", requests: "15400000", per1k: "3.1305" },
  before: { cost: "36800", requests: "14100000", per1k: "2.61" },
  days: days("2026-10-01", 31),
  budgets: [
    { ...budget, id: "b1", name: "Support chat", amount: "12000", spent: "12480.4", share: "1.040033" },
    { ...budget, id: "b2", name: "Company", amount: "60000", spent: "48210.005", share: "0.8035" },
  ],
  billed: { now: "47930.12", before: "36650" },
  providers: [
    { value: "openai", label: "OpenAI", cost: "30100.003333", billed: "29940.12" },
    { value: "anthropic", label: "Anthropic", cost: "18110.001667", billed: "17990" },
  ],
  teams: {
    values: [
      { value: "support", label: "Support", cost: "21010.3355", before: "14200" },
      { value: "search", label: "Search", cost: "15200.3345", before: "15100" },
      { value: null, label: null, cost: "7999.335", before: "7500" },
    ],
    rest: { cost: "4000", before: null },
  },
  savings: {
    routedRequests: "4400000",
    routing: "9120.4",
    escalations: "1210.15",
    router: "300",
    failures: "679.75",
    uncosted: "12",
    net: "6930.5",
    netBefore: "5100",
  },
  gpus: {
    gpus: "96",
    utilization: "0.41234",
    tensor: "0.118",
    hours: "71424",
    idleHours: "28569.6",
    cost: "5240.4",
    idleCost: "2140.1",
    releasableCost: "1365",
    idleCostBefore: "1800",
  },
  month: { from: "2026-11-01", to: "2026-12-01", spent: "3110", forecast: { value: "49900", low: "45000", high: "55500" } },
  unpriced: { requests: "431200", models: "3" },
};
