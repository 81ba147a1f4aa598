import { dimensions, metrics, type QueryInput, runQuery } from "../metrics";
import { addDays, dayOf } from "../time";
import type { AppQuery } from "./app-query";
import { ZONE } from "./overview";

const DAYS = 30;
const answered = (name: string, answers: string, question: QueryInput, days = DAYS): AppQuery => ({
  name: `query: ${name}`,
  answers,
  ask: ({ sql, now }) => {
    const to = addDays(dayOf(now, ZONE), 1);
    return runQuery(sql, { from: addDays(to, -days), to, ...question }, { now });
  },
});

/** What `GET /api/v1/query`, the CLI, budgets and mails ask beside the overview: each dimension, each metric, and questions that calls themselves answer. */
export const metricQueries: readonly AppQuery[] = [
  ...dimensions.map(({ id }) => answered(`cost by ${id}`, `cost and requests of each ${id}`, { metric: "cost,requests", by: id })),
  ...metrics.map(({ id, label }) => answered(id, label, { metric: id })),
  answered("cost by feature and model", "cost of each pair", { metric: "cost", by: "feature,model" }),
  answered("cost by hour", "cost of each hour of three days", { metric: "cost", by: "hour", order: "time" }, 3),
  answered("cost by hour and model", "cost of each hour and model of three days", { metric: "cost", by: "hour,model", order: "time" }, 3),
  answered("cost by week", "cost of each week of a quarter", { metric: "cost", by: "week", order: "time" }, 91),
  answered("users by day", "distinct users of each day", { metric: "users", by: "day", order: "time" }),
  answered("latency by feature", "latency of each feature", { metric: "latency_p95", by: "feature" }),
  answered("cost of one feature by day", "as a budget's mail draws it", {
    metric: "cost",
    by: "day",
    where: "feature=feature-1",
    order: "time",
  }),
  answered("latency of one key", "from calls: no rollup holds latency by key", { metric: "latency_p95", where: "api_key=key-7" }, 3),
  answered("users by feature", "from calls: no rollup holds users by feature", { metric: "users", by: "feature" }, 3),
];
