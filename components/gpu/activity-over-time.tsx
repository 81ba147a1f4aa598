"use client";

import { ChartLine } from "lucide-react";
import { useQueryStates } from "nuqs";
import { hrefOf } from "../../lib/http/client";
import type { Amount } from "../../lib/money";
import type { Grain } from "../../lib/time";
import { bucketSpan } from "../charts/bucket-label";
import { grainFor, grainsFor } from "../filters/grain";
import { chartParsers } from "../filters/url-parsers";
import { useScope } from "../filters/use-scope";
import { ChartPanel } from "../panels/chart-panel";
import { StaleNote } from "../panels/stale-note";
import { useMetric } from "../panels/use-metric";
import { WatchMenu } from "../panels/watch-menu";
import { CardContent, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { Segmented } from "../ui/segmented";
import { Skeleton } from "../ui/skeleton";
import { ActivityChart } from "./activity-chart";
import { ActivityTable } from "./activity-table";
import { activitySeries } from "./questions";

const GRAIN_LABELS = { hour: "Hour", day: "Day", week: "Week", month: "Month" } as const;

/** A bucket of time and what GPUs did in it, by metric id. */
export interface ActivityBucket {
  key: string;
  partial: boolean;
  figures: Record<string, Amount | null>;
}

/** How busy GPUs looked, and what their tensor cores, their memory and their power say about that: side by side. */
export function ActivityOverTime() {
  const { scope, change } = useScope();
  const [{ grain: wanted }, setChart] = useQueryStates({ grain: chartParsers.grain }, { scroll: false });
  const grain = grainFor(scope.days, wanted);
  const grains = grainsFor(scope.days);
  const question = activitySeries(scope, grain);
  const state = useMetric(question);
  const { answer } = state;
  const shown = answer?.meta.by[0] as Grain | undefined;
  const buckets =
    answer && shown
      ? answer.data.map((row): ActivityBucket => {
          const key = row[shown] ?? "";
          return { key, partial: answer.meta.partial.includes(key), figures: row };
        })
      : null;
  const zoom = shown && shown !== "hour" ? (first: string, last: string) => change(bucketSpan(first, last, shown)) : undefined;
  return (
    <ChartPanel
      label="Activity over time"
      icon={ChartLine}
      csv={{ href: hrefOf("query", { ...question, format: "csv" }) }}
      menu={<WatchMenu metric="gpu_utilization" where={scope.where} about="GPU utilization" className="size-7" />}
      heading={
        <div className="flex flex-wrap items-center gap-2">
          <CardTitle>Activity over time</CardTitle>
          {grains.length > 1 ? (
            <Segmented
              label="Length of a point"
              value={grain}
              onChange={(next) => void setChart({ grain: next })}
              options={grains.map((one) => ({ value: one, label: GRAIN_LABELS[one] }))}
              className="print:hidden"
            />
          ) : null}
        </div>
      }
    >
      {(view) => (
        <CardContent className={cn("transition-opacity", state.stale && "opacity-60")} aria-busy={state.stale}>
          {buckets && shown ? (
            view === "table" ? (
              <ActivityTable buckets={buckets} grain={shown} />
            ) : (
              <ActivityChart buckets={buckets} grain={shown} onZoom={zoom} />
            )
          ) : state.error ? null : (
            <Skeleton className="h-[330px]" />
          )}
          <StaleNote state={state} className="pt-2" />
        </CardContent>
      )}
    </ChartPanel>
  );
}
