import { costMetrics } from "./cost";
import type { Metric } from "./define";
import { gpuMetrics } from "./gpu";
import { latencyMetrics } from "./latency";
import { netMetrics, outcomeMetrics } from "./outcomes";
import { peopleMetrics } from "./people";
import { savingsMetrics } from "./savings";
import { servingMetrics } from "./serving";
import { sessionMetrics } from "./sessions";
import { tokenMetrics } from "./tokens";
import { volumeMetrics } from "./volume";

/** Every metric there is: dashboards, Explore, API, CLI, CSV, budgets and rules read this list. */
export const metrics: readonly Metric[] = [
  ...costMetrics,
  ...volumeMetrics,
  ...sessionMetrics,
  ...peopleMetrics,
  ...tokenMetrics,
  ...latencyMetrics,
  ...gpuMetrics,
  ...servingMetrics,
  ...savingsMetrics,
  ...outcomeMetrics,
  ...netMetrics,
];

const byId = new Map(metrics.map((metric) => [metric.id, metric]));
export const metricById = (id: string): Metric | undefined => byId.get(id);
