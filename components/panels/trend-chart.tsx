"use client";

import { ChartLine } from "lucide-react";
import { useState } from "react";
import { hrefOf } from "../../lib/http/client";
import { formatCount, formatMs, formatRatio } from "../../lib/money";
import { axisUsd } from "../charts/axis-usd";
import { axisLabel, bucketLabel, bucketSpan } from "../charts/bucket-label";
import { Legend } from "../charts/legend";
import { Lines } from "../charts/lines";
import { Plot } from "../charts/plot";
import { grainFor } from "../filters/grain";
import { useScope } from "../filters/use-scope";
import { CardContent, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableRow } from "../ui/table";
import { ChartPanel } from "./chart-panel";
import { useFrame } from "./data-context";
import { describeChange, formatFigure } from "./figure";
import { trend } from "./questions";
import { ScrollingTable, StickyHeader } from "./scrolling-table";
import { StaleNote } from "./stale-note";
import { useMetric } from "./use-metric";
import { WatchMenu } from "./watch-menu";

const TREND_METRICS = [
  "cost_per_1k_requests",
  "cost",
  "requests",
  "tokens_per_request",
  "error_rate",
  "latency_p95",
  "ttft_p95",
  "routing_savings_net",
  "cost_per_success",
  "success_rate",
] as const;

const AXIS: Record<string, (value: number) => string> = {
  usd: axisUsd,
  usd_per_1k: axisUsd,
  ratio: (value) => formatRatio(String(value)),
  ms: (value) => formatMs(String(value)),
  count: (value) => formatCount(String(value), "tile"),
};

/** One figure over time beside what it was before: the same position in the span before, drawn thin. */
export function TrendChart() {
  const { scope, change } = useScope();
  const { metrics } = useFrame();
  const [metric, setMetric] = useState<string>(TREND_METRICS[0]);
  const grain = grainFor(scope.days, null);
  const question = trend(scope, metric, grain);
  const state = useMetric(question);
  const before = useMetric(scope.previous ? trend(scope, metric, grain, scope.previous) : null).answer;
  const { answer } = state;
  const shown = answer?.meta.metrics[0]?.id ?? metric;
  const unit = answer?.meta.metrics[0]?.unit ?? "count";
  const buckets = answer?.data.map((row) => row[grain] ?? "") ?? [];
  const values = answer?.data.map((row) => row[shown] ?? null) ?? [];
  const earlier = buckets.map((_, index) => before?.data[index]?.[shown] ?? null);
  const earlierKeys = buckets.map((_, index) => before?.data[index]?.[grain] ?? null);
  const partial = new Set(buckets.flatMap((key, index) => (answer?.meta.partial.includes(key) ? [index] : [])));
  const text = (value: string | null | undefined) => formatFigure(value ?? null, unit, unit.startsWith("usd") ? "table" : "tile");
  const labelOf = (id: string) => metrics.find((one) => one.id === id)?.label ?? id;
  const series = [
    { id: "now", label: "This range", color: "var(--primary)", values: values.map(pixel) },
    ...(scope.previous && before
      ? [{ id: "before", label: "Previous", color: "var(--muted-foreground)", values: earlier.map(pixel) }]
      : []),
  ];
  const title = (index: number) => `${bucketLabel(buckets[index] ?? "", grain)}${partial.has(index) ? ", not complete" : ""}`;

  return (
    <ChartPanel
      label={labelOf(metric)}
      icon={ChartLine}
      viewLabel="View the trend as"
      csv={{ href: hrefOf("query", { ...question, format: "csv" }) }}
      menu={<WatchMenu metric={metric} where={scope.where} about={labelOf(metric)} className="size-7" />}
      heading={
        <div className="flex min-w-0 items-center gap-2">
          <CardTitle>Trend</CardTitle>
          <Select value={metric} onValueChange={setMetric}>
            <SelectTrigger className="h-7 max-w-56 text-xs" aria-label="Figure to draw">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {TREND_METRICS.map((id) => (
                <SelectItem key={id} value={id}>
                  {labelOf(id)}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        </div>
      }
    >
      {(view) => (
        <CardContent className={cn("transition-opacity", state.stale && "opacity-60")}>
          {!answer ? (
            state.error ? null : (
              <Skeleton className="h-[312px]" />
            )
          ) : view === "table" ? (
            <ScrollingTable label={`${labelOf(shown)} as a table`}>
              <Table>
                <StickyHeader>
                  <TableRow>
                    <TableHead>
                      {grain[0]?.toUpperCase()}
                      {grain.slice(1)}
                    </TableHead>
                    <TableHead numeric>{labelOf(shown)}</TableHead>
                    {scope.previous ? <TableHead numeric>Previous</TableHead> : null}
                    {scope.previous ? <TableHead numeric>Change</TableHead> : null}
                  </TableRow>
                </StickyHeader>
                <TableBody>
                  {buckets.map((key, index) => (
                    <TableRow key={key}>
                      <TableCell className="whitespace-nowrap">{title(index)}</TableCell>
                      <TableCell numeric>{text(values[index])}</TableCell>
                      {scope.previous ? <TableCell numeric>{text(earlier[index])}</TableCell> : null}
                      {scope.previous ? <TableCell numeric>{describeChange(earlier[index], values[index])?.text ?? "—"}</TableCell> : null}
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            </ScrollingTable>
          ) : (
            <>
              <Plot
                label={`${labelOf(shown)} by ${grain}: ${buckets.length} points`}
                count={buckets.length}
                words={(index) => `${title(index)}: ${text(values[index])}${earlierKeys[index] ? `, before ${text(earlier[index])}` : ""}`}
                onZoom={
                  grain === "hour" ? undefined : (first, last) => change(bucketSpan(buckets[first] ?? "", buckets[last] ?? "", grain))
                }
                tooltip={(index) => (
                  <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
                    <dt className="font-medium">{title(index)}</dt>
                    <dd className="text-right font-medium">{text(values[index])}</dd>
                    {earlierKeys[index] ? (
                      <>
                        <dt className="text-muted-foreground">{bucketLabel(earlierKeys[index] ?? "", grain)}</dt>
                        <dd className="text-right text-muted-foreground">{text(earlier[index])}</dd>
                      </>
                    ) : null}
                  </dl>
                )}
              >
                <Lines
                  series={series}
                  labels={buckets.map((key) => axisLabel(key, grain))}
                  partial={partial}
                  format={AXIS[unit] ?? String}
                />
              </Plot>
              <Legend
                entries={series.map(({ id, label, color }) => ({
                  id,
                  label,
                  color,
                  note: id === "before" ? (scope.previous?.label ?? "") : scope.label,
                }))}
                partial={partial.size > 0}
              />
            </>
          )}
          <StaleNote state={state} className="pt-2" />
        </CardContent>
      )}
    </ChartPanel>
  );
}

const pixel = (value: string | null): number | null => (value == null ? null : Number(value));
