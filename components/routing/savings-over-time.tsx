"use client";

import { ChartColumn } from "lucide-react";
import { useQueryStates } from "nuqs";
import { hrefOf } from "../../lib/http/client";
import { type Amount, compare, formatUsd } from "../../lib/money";
import type { Grain } from "../../lib/time";
import { axisUsd } from "../charts/axis-usd";
import { axisLabel, bucketLabel, bucketSpan } from "../charts/bucket-label";
import { GROSS_COLOR, GrossNetBars, LOSS_COLOR, NET_COLOR } from "../charts/gross-net-bars";
import { Legend } from "../charts/legend";
import { Plot } from "../charts/plot";
import { grainFor, grainsFor } from "../filters/grain";
import { chartParsers } from "../filters/url-parsers";
import { useScope } from "../filters/use-scope";
import { ChartPanel } from "../panels/chart-panel";
import { useFrame } from "../panels/data-context";
import { centsColumn } from "../panels/figure";
import { refusalOf } from "../panels/refusal";
import { ScrollingTable, StickyHeader } from "../panels/scrolling-table";
import { sumKnown } from "../panels/stack";
import { StaleNote } from "../panels/stale-note";
import { useMetric } from "../panels/use-metric";
import { CardContent, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Segmented } from "../ui/segmented";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableRow } from "../ui/table";
import { savingsSeries } from "./questions";

const GRAIN_LABELS = { hour: "Hour", day: "Day", week: "Week", month: "Month" } as const;

/** What routing saved and what was left of it, by day: failures make days of loss plain to see. */
export function SavingsOverTime() {
  const { scope, change } = useScope();
  const { metrics } = useFrame();
  const [{ grain: wanted }, setChart] = useQueryStates({ grain: chartParsers.grain }, { scroll: false });
  const grain = grainFor(scope.days, wanted);
  const grains = grainsFor(scope.days);
  const refusal = refusalOf(metrics, "routing_savings_net", scope);
  const question = savingsSeries(scope, grain);
  const state = useMetric(refusal ? null : question);
  const { answer } = state;
  const shown = answer?.meta.by[0] as Grain | undefined;
  return (
    <ChartPanel
      label="Savings over time"
      icon={ChartColumn}
      csv={{ href: hrefOf("query", { ...question, format: "csv" }) }}
      heading={
        <div className="flex flex-wrap items-center gap-2">
          <CardTitle>Gross and net over time</CardTitle>
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
        <CardContent className={cn("transition-opacity", state.stale && "opacity-60")} aria-busy={state.stale}>
          {refusal ? (
            <EmptyState title={refusal} className="h-[280px]" />
          ) : answer && shown ? (
            <Drawn
              view={view}
              grain={shown}
              partial={new Set(answer.meta.partial)}
              rows={answer.data.map((row) => ({
                key: row[shown] ?? "",
                gross: row.routing_savings ?? null,
                net: row.routing_savings_net ?? null,
              }))}
              onZoom={grain === "hour" ? undefined : (first, last) => change(bucketSpan(first, last, shown))}
            />
          ) : state.error ? null : (
            <Skeleton className="h-[344px]" />
          )}
          <StaleNote state={state} className="pt-2" />
        </CardContent>
      )}
    </ChartPanel>
  );
}

interface Bucket {
  key: string;
  gross: Amount | null;
  net: Amount | null;
}

interface DrawnProps {
  view: "chart" | "table";
  grain: Grain;
  partial: ReadonlySet<string>;
  rows: readonly Bucket[];
  onZoom?: (first: string, last: string) => void;
}

function Drawn({ view, grain, partial, rows, onZoom }: DrawnProps) {
  const title = ({ key }: Bucket) => `${bucketLabel(key, grain)}${partial.has(key) ? ", not complete" : ""}`;
  const words = (row: Bucket) => `gross ${formatUsd(row.gross)}, net ${formatUsd(row.net)}`;
  const gross = sumKnown(rows.map((row) => row.gross));
  if (view === "table") return <SavingsTable rows={rows} grain={grain} title={title} />;
  return (
    <>
      <Plot
        label={`Savings by ${grain}: ${rows.length} bars`}
        count={rows.length}
        words={(index) => {
          const row = rows[index];
          return row ? `${title(row)}: ${words(row)}` : "";
        }}
        onZoom={onZoom && ((first, last) => onZoom(rows[first]?.key ?? "", rows[last]?.key ?? ""))}
        tooltip={(index) => {
          const row = rows[index];
          return row ? (
            <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
              <dt className="col-span-2 font-medium">{title(row)}</dt>
              <dt className="text-muted-foreground">Gross</dt>
              <dd className="text-right">{formatUsd(row.gross)}</dd>
              <dt className="text-muted-foreground">Net</dt>
              <dd className="text-right">{formatUsd(row.net)}</dd>
            </dl>
          ) : null;
        }}
      >
        <GrossNetBars
          bars={rows.map((row) => ({ gross: pixel(row.gross), net: pixel(row.net) }))}
          labels={rows.map(({ key }) => axisLabel(key, grain))}
          partial={new Set(rows.flatMap(({ key }, index) => (partial.has(key) ? [index] : [])))}
          format={axisUsd}
        />
      </Plot>
      <Legend
        entries={[
          { id: "gross", label: "Gross", color: GROSS_COLOR, note: gross == null ? "—" : formatUsd(gross) },
          { id: "net", label: "Net", color: NET_COLOR, note: "" },
          { id: "loss", label: "Net below zero", color: LOSS_COLOR, note: "" },
        ].filter(({ id }) => id !== "loss" || rows.some(({ net }) => net != null && compare(net, "0") < 0))}
        partial={partial.size > 0}
      />
      <DaysNote grain={grain} />
    </>
  );
}

function DaysNote({ grain }: { grain: Grain }) {
  return (
    <p className="text-muted-foreground text-xs">
      {grain === "day" ? "Days" : `${GRAIN_LABELS[grain]}s`} of net need not add up to the net of the range: failures are set against the
      baseline's over the whole range.
    </p>
  );
}

function SavingsTable({ rows, grain, title }: { rows: readonly Bucket[]; grain: Grain; title: (row: Bucket) => string }) {
  const [gross, net] = [centsColumn(rows.map((row) => row.gross)), centsColumn(rows.map((row) => row.net))];
  return (
    <>
      <ScrollingTable label="Savings over time, as a table">
        <Table>
          <StickyHeader>
            <TableRow>
              <TableHead>{GRAIN_LABELS[grain]}</TableHead>
              <TableHead numeric>Gross</TableHead>
              <TableHead numeric>Net</TableHead>
            </TableRow>
          </StickyHeader>
          <TableBody>
            {rows.map((row, index) => (
              <TableRow key={row.key}>
                <TableCell className="whitespace-nowrap">{title(row)}</TableCell>
                <TableCell numeric>{gross[index]}</TableCell>
                <TableCell numeric>{net[index]}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </ScrollingTable>
      <DaysNote grain={grain} />
    </>
  );
}

const pixel = (amount: Amount | null): number | null => (amount == null ? null : Number(amount));
