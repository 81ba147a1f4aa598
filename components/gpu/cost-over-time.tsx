"use client";

import { ChartColumn } from "lucide-react";
import { useQueryStates } from "nuqs";
import { hrefOf } from "../../lib/http/client";
import { type Amount, formatUsd, subtract } from "../../lib/money";
import type { Grain } from "../../lib/time";
import { axisUsd } from "../charts/axis-usd";
import { axisLabel, bucketLabel, bucketSpan } from "../charts/bucket-label";
import { Legend } from "../charts/legend";
import { Plot } from "../charts/plot";
import { StackedBars } from "../charts/stacked-bars";
import { grainFor } from "../filters/grain";
import { chartParsers } from "../filters/url-parsers";
import { useScope } from "../filters/use-scope";
import { ChartPanel } from "../panels/chart-panel";
import { centsColumn } from "../panels/figure";
import { ScrollingTable, StickyHeader } from "../panels/scrolling-table";
import { sumKnown } from "../panels/stack";
import { StaleNote } from "../panels/stale-note";
import { useMetric } from "../panels/use-metric";
import { WatchMenu } from "../panels/watch-menu";
import { CardContent, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableFooter, TableHead, TableRow } from "../ui/table";
import { IDLE_COLOR, USED_COLOR } from "./activity-lines";
import { moneySeries } from "./questions";
import { SetRateLink } from "./set-rate-link";

interface Bucket {
  key: string;
  partial: boolean;
  idle: Amount | null;
  /** Cost of the time that was not idle. */
  used: Amount | null;
  cost: Amount | null;
}

/** What GPUs cost by day, and how much of it was idle. */
export function CostOverTime() {
  const { scope, change } = useScope();
  const [{ grain: wanted }] = useQueryStates({ grain: chartParsers.grain });
  const question = moneySeries(scope, grainFor(scope.days, wanted));
  const state = useMetric(question);
  const { answer } = state;
  const grain = answer?.meta.by[0] as Grain | undefined;
  const buckets = answer?.data.map((row): Bucket => {
    const key = grain ? (row[grain] ?? "") : "";
    const [cost, idle] = [row.gpu_cost ?? null, row.gpu_idle_cost ?? null];
    return {
      key,
      partial: answer.meta.partial.includes(key),
      idle,
      cost,
      used: cost == null || idle == null ? null : subtract(cost, idle),
    };
  });
  const known = buckets?.some(({ cost }) => cost != null);
  return (
    <ChartPanel
      label="GPU cost over time"
      icon={ChartColumn}
      viewLabel="View cost as"
      csv={{ href: hrefOf("query", { ...question, format: "csv" }) }}
      menu={<WatchMenu metric="gpu_idle_cost" where={scope.where} about="idle GPU cost" className="size-7" />}
      heading={<CardTitle>GPU cost over time</CardTitle>}
    >
      {(view) => (
        <CardContent className={cn("transition-opacity", state.stale && "opacity-60")} aria-busy={state.stale}>
          {buckets && grain ? (
            !known ? (
              <EmptyState
                title="No rate is set for these GPUs"
                className="h-[312px]"
                action={<SetRateLink>Set what a GPU costs</SetRateLink>}
              >
                What they cost is unknown, not nothing.
              </EmptyState>
            ) : view === "table" ? (
              <CostRows buckets={buckets} grain={grain} />
            ) : (
              <Drawn
                buckets={buckets}
                grain={grain}
                onZoom={grain === "hour" ? undefined : (first, last) => change(bucketSpan(first, last, grain))}
              />
            )
          ) : state.error ? null : (
            <Skeleton className="h-[312px]" />
          )}
          <StaleNote state={state} className="pt-2" />
        </CardContent>
      )}
    </ChartPanel>
  );
}

const titleOf = ({ key, partial }: Bucket, grain: Grain): string => `${bucketLabel(key, grain)}${partial ? ", not complete" : ""}`;

function Drawn({ buckets, grain, onZoom }: { buckets: readonly Bucket[]; grain: Grain; onZoom?: (first: string, last: string) => void }) {
  const total = (of: "idle" | "used") => formatUsd(sumKnown(buckets.map((bucket) => bucket[of])), "tile");
  const series = [
    { id: "idle", label: "Idle", color: IDLE_COLOR, values: buckets.map(({ idle }) => pixel(idle)) },
    { id: "used", label: "Not idle", color: USED_COLOR, values: buckets.map(({ used }) => pixel(used)) },
  ] as const;
  return (
    <>
      <Plot
        label={`GPU cost by ${grain}: ${buckets.length} bars`}
        count={buckets.length}
        words={(index) => {
          const bucket = buckets[index];
          return bucket ? `${titleOf(bucket, grain)}: ${formatUsd(bucket.cost)}, of which idle ${formatUsd(bucket.idle)}` : "";
        }}
        onZoom={onZoom && ((first, last) => onZoom(buckets[first]?.key ?? "", buckets[last]?.key ?? ""))}
        tooltip={(index) => {
          const bucket = buckets[index];
          return bucket ? (
            <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
              <dt className="font-medium">{titleOf(bucket, grain)}</dt>
              <dd className="text-right font-medium">{formatUsd(bucket.cost)}</dd>
              <dt className="text-muted-foreground">Idle</dt>
              <dd className="text-right">{formatUsd(bucket.idle)}</dd>
              <dt className="text-muted-foreground">Not idle</dt>
              <dd className="text-right">{formatUsd(bucket.used)}</dd>
            </dl>
          ) : null;
        }}
      >
        <StackedBars
          series={series}
          labels={buckets.map(({ key }) => axisLabel(key, grain))}
          partial={new Set(buckets.flatMap(({ partial }, index) => (partial ? [index] : [])))}
          format={axisUsd}
        />
      </Plot>
      <Legend
        entries={series.map(({ id, label, color }) => ({ id, label, color, note: total(id) }))}
        partial={buckets.some(({ partial }) => partial)}
      />
    </>
  );
}

function CostRows({ buckets, grain }: { buckets: readonly Bucket[]; grain: Grain }) {
  const column = (of: "cost" | "idle" | "used") => {
    const amounts = buckets.map((bucket) => bucket[of]);
    return { cells: centsColumn(amounts), total: centsColumn([sumKnown(amounts)])[0] };
  };
  const [cost, idle, used] = [column("cost"), column("idle"), column("used")];
  return (
    <ScrollingTable label="GPU cost over time, as a table">
      <Table>
        <StickyHeader>
          <TableRow>
            <TableHead>{`${grain[0]?.toUpperCase()}${grain.slice(1)}`}</TableHead>
            <TableHead numeric>GPU cost</TableHead>
            <TableHead numeric>Idle</TableHead>
            <TableHead numeric>Not idle</TableHead>
          </TableRow>
        </StickyHeader>
        <TableBody>
          {buckets.map((bucket, index) => (
            <TableRow key={bucket.key}>
              <TableCell className="whitespace-nowrap">{titleOf(bucket, grain)}</TableCell>
              <TableCell numeric>{cost.cells[index]}</TableCell>
              <TableCell numeric>{idle.cells[index]}</TableCell>
              <TableCell numeric>{used.cells[index]}</TableCell>
            </TableRow>
          ))}
        </TableBody>
        <TableFooter>
          <TableRow>
            <TableCell>Total</TableCell>
            <TableCell numeric>{cost.total}</TableCell>
            <TableCell numeric>{idle.total}</TableCell>
            <TableCell numeric>{used.total}</TableCell>
          </TableRow>
        </TableFooter>
      </Table>
    </ScrollingTable>
  );
}

const pixel = (amount: Amount | null): number | null => (amount == null ? null : Number(amount));
