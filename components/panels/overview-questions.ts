import type { Grain } from "../../lib/time";
import { grainFor } from "../filters/grain";
import type { Scope } from "../filters/scope";
import {
  BREAKDOWNS,
  billedTotal,
  breakdown,
  breakdownBefore,
  callSeries,
  callTotals,
  costChart,
  gpuSeries,
  gpuTotals,
  type MetricQuestion,
  reportedGap,
  routingSeries,
  routingTotals,
  sessionSeries,
  sessionTotals,
  trend,
} from "./questions";

/** All that the overview shows at first, for the server to read ahead. `hasGpus`: with their tile. */
export function overviewQuestions(
  scope: Scope,
  { dimension, chartGrain, hasGpus }: { dimension: string; chartGrain: Grain; hasGpus: boolean },
): MetricQuestion[] {
  const grain = grainFor(scope.days, null);
  const { previous } = scope;
  return [
    callTotals(scope),
    sessionTotals(scope),
    billedTotal(scope),
    callSeries(scope, grain),
    sessionSeries(scope, grain),
    routingTotals(scope),
    routingSeries(scope, grain),
    ...(hasGpus ? [gpuTotals(scope), gpuSeries(scope, grain), ...(previous ? [gpuTotals(scope, previous)] : [])] : []),
    reportedGap(scope),
    costChart(scope, dimension, chartGrain),
    trend(scope, "cost_per_1k_requests", grain),
    ...BREAKDOWNS.map((one) => breakdown(scope, one)),
    ...(previous
      ? [
          callTotals(scope, previous),
          sessionTotals(scope, previous),
          routingTotals(scope, previous),
          trend(scope, "cost_per_1k_requests", grain, previous),
          ...BREAKDOWNS.map((one) => breakdownBefore(scope, one, previous)),
        ]
      : []),
  ];
}
