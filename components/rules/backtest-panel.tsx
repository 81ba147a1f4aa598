"use client";

import type { NewRule } from "../../lib/rules/rule";
import { lineText } from "../alerts/facts";
import { backtestSeries } from "../alerts/series";
import { WatchChart } from "../alerts/watch-chart";
import { useFrame } from "../panels/data-context";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { FiringTable } from "./firing-table";
import { useBacktest } from "./use-backtest";
import { metricWords, subjectText } from "./words";

/** What the rule would have told lately, as its fields stand: a sentence, the chart with every firing, and when each was. */
export function BacktestPanel({ rule, problem }: { rule: NewRule | null; problem: string | null }) {
  const { metrics } = useFrame();
  const { backtest, of, stale, error } = useBacktest(rule);
  const metric = metricWords(of?.metric ?? rule?.metric ?? "cost", metrics);
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
      <CardContent className={cn("transition-opacity", (stale || problem) && backtest && "opacity-60")}>
        <div aria-live="polite">
          {problem ? (
            <Notice className="mb-3">{problem}</Notice>
          ) : error ? (
            <Notice variant="warning" className="mb-3">
              {error}
            </Notice>
          ) : backtest ? (
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
                series={backtestSeries(backtest, unit)}
                label={of.condition.kind === "no_data" ? "Records" : metric.label}
                line={lineText(of.condition, { unit, windowMinutes: of.windowMinutes })}
                band={of.condition.kind === "anomaly"}
                told="firing"
                zone={backtest.zone}
                title={
                  of.each ? (
                    <p className="truncate text-muted-foreground text-xs">
                      Shown: {of.each.replaceAll("_", " ")} {subjectText(backtest.series)}
                    </p>
                  ) : null
                }
              />
            )}
            <FiringTable backtest={backtest} unit={unit} each={of.each != null} />
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

const DAY_MS = 86_400_000;
const spanText = ({ from, to }: { from: string; to: string }): string =>
  `the last ${Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)} days`;
