import type { Grain } from "../../lib/time";
import type { Scope, Span } from "../filters/scope";
import type { MetricQuestion } from "../panels/questions";

const over = ({ from, to }: Span, { where }: Scope): Pick<MetricQuestion, "from" | "to" | "where"> => ({ from, to, where });

const ACTIVITY =
  "gpu_utilization,gpu_tensor_activity,gpu_memory_activity,gpu_power,gpu_hours,gpu_idle_hours,gpu_releasable_hours,gpu_idle_share,gpu_allocated_share,gpus";
const MONEY = "gpu_cost,gpu_idle_cost,gpu_releasable_cost,gpu_unallocated_cost,gpu_inactive_cost,gpu_rated_share";

/** What GPUs did over a whole span, and what they cost: two questions, since use needs no rate. */
export const activityTotals = (scope: Scope, span: Span = scope): MetricQuestion => ({ metric: ACTIVITY, ...over(span, scope) });
export const moneyTotals = (scope: Scope, span: Span = scope): MetricQuestion => ({ metric: MONEY, ...over(span, scope) });

/** What is drawn over time, side by side. */
export const ACTIVITY_SERIES = ["gpu_utilization", "gpu_tensor_activity", "gpu_memory_activity", "gpu_power"] as const;

export const activitySeries = (scope: Scope, grain: Grain): MetricQuestion => ({
  metric: `${ACTIVITY_SERIES.join(",")},gpu_allocated_share,gpu_idle_hours,gpu_releasable_hours`,
  by: grain,
  ...over(scope, scope),
  order: "time",
});

export const moneySeries = (scope: Scope, grain: Grain): MetricQuestion => ({
  metric: "gpu_cost,gpu_idle_cost",
  by: grain,
  ...over(scope, scope),
  order: "time",
});

/** How the table of idle GPUs can be cut. */
export const SPLITS = ["pool", "team", "model", "gpu_model", "namespace", "host"] as const;
export type Split = (typeof SPLITS)[number];

export const idleBy = (scope: Scope, split: Split): MetricQuestion => ({
  metric:
    "gpu_idle_cost,gpu_cost,gpu_releasable_cost,gpu_idle_hours,gpu_releasable_hours,gpu_hours,gpus,gpu_utilization,gpu_tensor_activity",
  by: split,
  ...over(scope, scope),
  limit: 200,
});

/** How much of GPU time was taken, active and effective, and what the rest of each cost. */
export const timeShares = (scope: Scope): MetricQuestion => ({
  metric:
    "gpu_hours,gpu_allocated_share,gpu_utilization,gpu_tensor_activity,gpu_idle_share,gpu_cost,gpu_unallocated_cost,gpu_inactive_cost,gpu_idle_cost",
  ...over(scope, scope),
});

/** What is known of GPUs at all, in the words of its operation. */
export const standingQuestion = ({ from, to, where }: Scope): { from: string; to: string; where: string[] } => ({ from, to, where });
