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
  type MetricQuestion,
  reportedGap,
  routingSeries,
  routingTotals,
  sessionSeries,
  sessionTotals,
  trend,
} from "./questions";

/** All that the overview shows at first, for the server to read ahead. */
export function overviewQuestions(scope: Scope, dimension: string, chartGrain: Grain): MetricQuestion[] {
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
