"use client";

import { monitoredBy } from "../../lib/metrics/monitored";
import type { Condition, NewRule } from "../../lib/rules/rule";
import { lineText } from "../alerts/facts";
import { backtestSeries, type WatchSeries } from "../alerts/series";
import { type ThresholdSetting, WatchChart } from "../alerts/watch-chart";
import { useFrame } from "../panels/data-context";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { isWithoutLine } from "./draft";
import { FiringTable } from "./firing-table";
import { useBacktest } from "./use-backtest";
import { metricWords, subjectText } from "./words";

interface BacktestPanelProps {
  /** Null: nothing can be asked yet. One without its line shows what there is to draw a line in. */
  rule: NewRule | null;
  problem: string | null;
  /** Somebody set the line on the chart; a value in the metric's unit. Without it the chart is only to be read. */
  onLine?: (value: number) => void;
}

/** What the rule would have told lately, as its fields stand: a sentence, the chart with every firing, and when each was. The line can be set in the chart. */
export function BacktestPanel({ rule, problem, onLine }: BacktestPanelProps) {
  const { metrics } = useFrame();
  const { backtest, of, stale, error } = useBacktest(rule);
  const metric = metricWords(of?.metric ?? rule?.metric ?? "cost", metrics);
  const lacksLine = of != null && isWithoutLine(of.condition);
  const unit = of?.condition.kind === "no_data" ? "count" : metric.unit;
  return (
    <Card aria-label="Back-test" aria-busy={stale} className="min-w-0">
      <CardHeader className="py-3">
        <div>
          <CardTitle>What it would have told</CardTitle>
          <CardDescription>
            {backtest ? `Over ${spanText(backtest)}, times in ${backtest.zone}.` : "Over the last 90 days, or 7 for windows below an hour."}
          </CardDescription>
        </div>
      </CardHeader>
      <CardContent className={cn("transition-opacity", (stale || (problem && !lacksLine)) && backtest && "opacity-60")}>
        <div aria-live="polite">
          {problem ? (
            <Notice className="mb-3">{problem}</Notice>
          ) : error ? (
            <Notice variant="warning" className="mb-3">
              {error}
            </Notice>
          ) : lacksLine ? null : backtest ? (
            <p className="pb-2 font-medium text-sm">{backtest.sentence}</p>
          ) : null}
        </div>
        {backtest && of ? (
          <>
            {backtest.series.points.length === 0 ? (
              <EmptyState title="Nothing was measured" className="min-h-72">
                There is no value of this in {spanText(backtest)}, so nothing can be said of the line.
              </EmptyState>
            ) : (
              <WatchChart
                series={lacksLine ? lineless(backtestSeries(backtest, unit)) : backtestSeries(backtest, unit)}
                label={of.condition.kind === "no_data" && monitoredBy(of.metric) === "calls" ? "Records" : metric.label}
                line={lacksLine ? "the line: not set yet" : lineText(of.condition, { unit, windowMinutes: of.windowMinutes })}
                band={of.condition.kind === "anomaly"}
                told="firing"
                zone={backtest.zone}
                threshold={onLine && rule && rule.metric === of.metric ? thresholdOf(rule.condition, metric.label, onLine) : null}
                title={
                  of.each ? (
                    <p className="truncate text-muted-foreground text-xs">
                      Shown: {of.each.replaceAll("_", " ")} {subjectText(backtest.series)}
                    </p>
                  ) : null
                }
              />
            )}
            {onLine && (of.condition.kind === "above" || of.condition.kind === "below") ? (
              <p className="pb-2 text-muted-foreground text-xs print:hidden">
                Click into the chart to set the line, or drag it; on the line, the arrow keys move it.
              </p>
            ) : null}
            {lacksLine ? null : <FiringTable backtest={backtest} unit={unit} each={of.each != null} />}
          </>
        ) : problem || error ? (
          <div className="min-h-72" />
        ) : (
          <Skeleton className="h-96" />
        )}
      </CardContent>
    </Card>
  );
}

/** What sets the line in the chart; null where the condition has none. */
function thresholdOf(condition: Condition, label: string, onChange: (value: number) => void): ThresholdSetting | null {
  if (condition.kind !== "above" && condition.kind !== "below") return null;
  const value = isWithoutLine(condition) ? null : Number(condition.value);
  return { value, label: `The line: ${label} ${condition.kind} it tells`, onChange };
}

/** Without the line that nothing crosses. */
const lineless = (series: WatchSeries): WatchSeries => ({
  ...series,
  points: series.points.map((point) => ({ ...point, low: null, high: null })),
  rows: series.rows.map((row) => ({ ...row, low: null, high: null })),
});

const DAY_MS = 86_400_000;
const spanText = ({ from, to }: { from: string; to: string }): string =>
  `the last ${Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)} days`;
