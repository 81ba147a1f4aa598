"use client";

import { ChartColumn } from "lucide-react";
import { useQueryStates } from "nuqs";
import { hrefOf } from "../../lib/http/client";
import { divide, formatUsd } from "../../lib/money";
import { axisUsd } from "../charts/axis-usd";
import { axisLabel, bucketLabel, bucketSpan } from "../charts/bucket-label";
import { colorsFor, OTHER_COLOR } from "../charts/colors";
import { Legend } from "../charts/legend";
import { PLOT, Plot } from "../charts/plot";
import { StackedBars } from "../charts/stacked-bars";
import { grainFor, grainsFor } from "../filters/grain";
import { chartParsers } from "../filters/url-parsers";
import { useScope } from "../filters/use-scope";
import { CardContent, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Segmented } from "../ui/segmented";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";
import { Skeleton } from "../ui/skeleton";
import { ChartPanel } from "./chart-panel";
import { CostTable } from "./cost-table";
import { useFrame } from "./data-context";
import { centsColumn, shareText } from "./figure";
import { costChart } from "./questions";
import { stackOf } from "./stack";
import { StaleNote } from "./stale-note";
import { useMetric } from "./use-metric";
import { valueLabel } from "./value-label";
import { WatchMenu } from "./watch-menu";

const GRAIN_LABELS = { hour: "Hour", day: "Day", week: "Week", month: "Month" } as const;

/** Cost over time by a dimension: bars, the same as a table, and as CSV. Bars filter, dragging zooms. */
export function CostChart() {
  const { scope, change, toggle } = useScope();
  const { dimensions } = useFrame();
  const [{ by, grain: wanted }, setChart] = useQueryStates(chartParsers, { scroll: false });
  const dimension = dimensions.find(({ id }) => id === by) ?? dimensions[0];
  const id = dimension?.id ?? "feature";
  const grain = grainFor(scope.days, wanted);
  const grains = grainsFor(scope.days);
  const question = costChart(scope, id, grain);
  const state = useMetric(question);
  const { answer } = state;
  const shownGrain = answer?.meta.by.find((one) => one in GRAIN_LABELS) as typeof grain | undefined;
  const shownDimension = answer?.meta.by.find((one) => one !== shownGrain) ?? id;
  const stack = answer && shownGrain ? stackOf(answer, shownDimension, shownGrain, "cost") : null;

  return (
    <ChartPanel
      label={`Cost by ${dimension?.label ?? id}`}
      icon={ChartColumn}
      csv={{ href: hrefOf("query", { ...question, top: undefined, format: "csv" }) }}
      menu={<WatchMenu metric="cost" where={scope.where} about="this cost" className="size-7" />}
      heading={
        <div className="flex flex-wrap items-center gap-2">
          <CardTitle>Cost by</CardTitle>
          <Select value={id} onValueChange={(next) => void setChart({ by: next })}>
            <SelectTrigger className="h-7 text-xs" aria-label="Split cost by">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {dimensions.map((one) => (
                <SelectItem key={one.id} value={one.id}>
                  {one.label}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
          {grains.length > 1 ? (
            <Segmented
              label="Length of a bar"
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
        <CardContent className={cn("transition-opacity", state.stale && "opacity-60")}>
          {stack && shownGrain ? (
            stack.total == null ? (
              <EmptyState title="No cost is known in this range" className="h-[280px]">
                There are either no calls or none of them has a price.
              </EmptyState>
            ) : view === "table" ? (
              <CostTable
                stack={stack}
                dimension={shownDimension}
                grain={shownGrain}
                partial={answer?.meta.partial ?? []}
                labels={answer?.meta.labels}
              />
            ) : (
              <Drawn
                stack={stack}
                dimension={shownDimension}
                grain={shownGrain}
                partial={answer?.meta.partial ?? []}
                labels={answer?.meta.labels ?? {}}
                onPick={(value) => toggle({ dimension: shownDimension, value })}
                onZoom={(first, last) => change(bucketSpan(first, last, shownGrain))}
              />
            )
          ) : state.error ? (
            <div style={{ height: PLOT.height }} />
          ) : (
            <Skeleton className="h-[320px]" />
          )}
          <StaleNote state={state} className="pt-2" />
        </CardContent>
      )}
    </ChartPanel>
  );
}

interface DrawnProps {
  stack: ReturnType<typeof stackOf>;
  dimension: string;
  grain: keyof typeof GRAIN_LABELS;
  partial: readonly string[];
  labels: Record<string, Record<string, string>>;
  onPick: (value: string | null) => void;
  onZoom: (first: string, last: string) => void;
}

function Drawn({ stack, dimension, grain, partial, labels, onPick, onZoom }: DrawnProps) {
  const colors = colorsFor(stack.series.filter((one) => !one.other).map((one) => one.value));
  const series = stack.series.map((one, index) => ({
    id: `s${index}`,
    label: one.other ? "Other" : valueLabel(dimension, one.value, labels),
    color: one.other ? OTHER_COLOR : (colors.get(one.value) ?? OTHER_COLOR),
    values: one.amounts.map((amount) => (amount == null ? null : Number(amount))),
  }));
  const totals = centsColumn(stack.series.map((one) => one.total));
  const pick = (id: string) => {
    const one = stack.series[Number(id.slice(1))];
    if (one && !one.other) onPick(one.value);
  };
  const rowsAt = (index: number) =>
    stack.series
      .map((one, at) => ({ ...series[at], id: `s${at}`, amount: one.amounts[index] ?? null }))
      .filter(({ amount }) => amount != null && Number(amount) !== 0)
      .sort((a, b) => Number(b.amount) - Number(a.amount));
  const isPartial = (index: number) => partial.includes(stack.buckets[index] ?? "");
  const title = (index: number) => `${bucketLabel(stack.buckets[index] ?? "", grain)}${isPartial(index) ? ", not complete" : ""}`;
  return (
    <>
      <Plot
        label={`Cost by ${grain}: ${stack.buckets.length} bars`}
        count={stack.buckets.length}
        words={(index) =>
          `${title(index)}: ${stack.totals[index] == null ? "unknown" : formatUsd(stack.totals[index] ?? null)}. ${rowsAt(index)
            .map(({ label, amount }) => `${label} ${formatUsd(amount)}`)
            .join(", ")}`
        }
        tooltip={(index) => (
          <div className="grid gap-1">
            <p className="flex justify-between gap-2 font-medium">
              <span>{title(index)}</span>
            </p>
            {stack.totals[index] == null ? (
              <p className="text-muted-foreground">Unknown: no source covers it, or nothing has a price</p>
            ) : (
              <table className="w-full">
                <tbody>
                  {rowsAt(index).map(({ id, label, color, amount }) => (
                    <tr key={id}>
                      <td className="w-full max-w-0 truncate pr-2">
                        <span className="mr-1.5 inline-block size-2 rounded-[2px]" style={{ background: color }} />
                        {label}
                      </td>
                      <td className="text-right">{formatUsd(amount)}</td>
                      <td className="whitespace-nowrap pl-2 text-right text-muted-foreground">
                        {shareText(share(amount, stack.totals[index] ?? null))}
                      </td>
                    </tr>
                  ))}
                  <tr className="border-t font-medium">
                    <td className="pt-1">Total</td>
                    <td className="pt-1 text-right">{formatUsd(stack.totals[index] ?? null)}</td>
                    <td />
                  </tr>
                </tbody>
              </table>
            )}
          </div>
        )}
        onZoom={
          grain === "hour" && stack.buckets.length <= 2
            ? undefined
            : (first, last) => onZoom(stack.buckets[first] ?? "", stack.buckets[last] ?? "")
        }
      >
        <StackedBars
          series={series}
          labels={stack.buckets.map((key) => axisLabel(key, grain))}
          partial={new Set(stack.buckets.flatMap((key, index) => (partial.includes(key) ? [index] : [])))}
          format={axisUsd}
          onPick={pick}
        />
      </Plot>
      <Legend
        entries={series.map(({ id, label, color }, index) => ({
          id,
          label,
          color,
          note: totals[index] ?? "—",
          pick: stack.series[index]?.other ? undefined : () => pick(id),
        }))}
        partial={partial.length > 0}
      />
    </>
  );
}

function share(part: string | null, whole: string | null): string | null {
  return part == null || whole == null ? null : divide(part, whole);
}
