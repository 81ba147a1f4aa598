"use client";

import { useQueryStates } from "nuqs";
import { useState } from "react";
import { can } from "../../lib/auth/can";
import { hrefOf } from "../../lib/http/client";
import { type Amount, divide, formatCount, formatRatio, formatUsd } from "../../lib/money";
import { useScope } from "../filters/use-scope";
import { ValueButton } from "../filters/value-button";
import { writeEntry } from "../filters/where";
import { useShell } from "../layout/shell-context";
import { CsvLink } from "../panels/csv-link";
import { useDimensionLabel, useFrame } from "../panels/data-context";
import { centsColumn, formatFigure, shareText } from "../panels/figure";
import { StaleNote } from "../panels/stale-note";
import { useMetric } from "../panels/use-metric";
import { valueLabel } from "../panels/value-label";
import { WatchCell } from "../panels/watch-cell";
import { UnseenHead } from "../tables/unseen-head";
import { Button } from "../ui/button";
import { Card, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Segmented } from "../ui/segmented";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from "../ui/table";
import { narrowedTo } from "../why/question";
import { isHollow } from "./hollow";
import { activityTotals, idleBy, moneyTotals, SPLITS, type Split } from "./questions";
import { splitParsers } from "./url";

const SHOWN = 12;
type Row = Record<string, Amount | null>;

/** Where idle money goes: each part's GPUs, how busy they are, their idle hours and what those cost. A row filters the page. */
export function IdleTable() {
  const { scope } = useScope();
  const { dimensions } = useFrame();
  const label = useDimensionLabel();
  const [{ split: wanted }, setSplit] = useQueryStates(splitParsers, { scroll: false });
  const splits = SPLITS.filter((split) => dimensions.some(({ id }) => id === split));
  const split = splits.includes(wanted) ? wanted : (splits[0] ?? "host");
  const state = useMetric(idleBy(scope, split));
  const { answer } = state;
  const rows = answer?.meta.by[0] === split ? answer.data : undefined;
  return (
    <Card aria-label="Idle cost by part" aria-busy={state.stale} className="break-inside-avoid">
      <CardHeader className="py-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2">
          <CardTitle>Where GPUs idle</CardTitle>
          <div className="-mx-1 max-w-full overflow-x-auto px-1 print:hidden">
            <Segmented
              label="Idle cost by"
              value={split}
              onChange={(next) => void setSplit({ split: next })}
              options={splits.map((value) => ({ value, label: label(value) }))}
            />
          </div>
        </div>
        <CsvLink href={hrefOf("query", { ...idleBy(scope, split), limit: undefined, format: "csv" })} className="print:hidden" />
      </CardHeader>
      <div className={cn("transition-opacity", state.stale && "opacity-60")}>
        {!rows ? (
          state.error ? null : (
            <Skeleton className="mx-4 mb-4 h-64" />
          )
        ) : rows.length === 0 ? (
          <EmptyState title="No GPU in this range" />
        ) : (
          <Rows key={split} split={split} rows={rows} labels={answer?.meta.labels ?? {}} />
        )}
      </div>
      <StaleNote state={state} className="px-4 py-2" />
    </Card>
  );
}

function Rows({ split, rows, labels }: { split: Split; rows: readonly Row[]; labels: Record<string, Record<string, string>> }) {
  const { scope, toggle } = useScope();
  const dimensionLabel = useDimensionLabel();
  const manages = can(useShell().user.role, "manage_budgets");
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, SHOWN);
  const [idle, cost] = [centsColumn(shown.map((row) => row.gpu_idle_cost)), centsColumn(shown.map((row) => row.gpu_cost))];
  return (
    <>
      <Table className="[&_td]:px-2 [&_th]:px-2 max-sm:[&_td]:px-1.5 max-sm:[&_th]:px-1.5">
        <TableHeader>
          <TableRow>
            <TableHead className="w-full">{dimensionLabel(split)}</TableHead>
            <TableHead numeric>Idle cost</TableHead>
            <TableHead numeric className="max-sm:hidden">
              GPU cost
            </TableHead>
            <TableHead numeric>Idle</TableHead>
            <TableHead numeric className="max-sm:hidden">
              Idle hours
            </TableHead>
            <TableHead numeric className="max-md:hidden">
              <abbr
                title="GPU hours in whole clock hours without any activity: a scheduler could have given them back"
                className="no-underline"
              >
                Could be given back
              </abbr>
            </TableHead>
            <TableHead numeric className="max-md:hidden">
              GPUs
            </TableHead>
            <TableHead numeric>Utilization</TableHead>
            <TableHead numeric className="max-sm:hidden">
              Tensor
            </TableHead>
            {manages ? <UnseenHead className="w-7 max-sm:hidden print:hidden">More</UnseenHead> : null}
          </TableRow>
        </TableHeader>
        <TableBody>
          {shown.map((row, index) => {
            const value = row[split] ?? null;
            const text = valueLabel(split, value, labels);
            const [idleHours, hours] = [row.gpu_idle_hours ?? null, row.gpu_hours ?? null];
            const hollow = isHollow(row.gpu_utilization, row.gpu_tensor_activity);
            return (
              <TableRow key={`=${value ?? ""}`} className="group">
                <TableCell className="w-full min-w-24 max-w-0">
                  <ValueButton
                    label={text}
                    set={scope.where.includes(writeEntry({ dimension: split, value }))}
                    missing={value == null}
                    onPick={() => toggle({ dimension: split, value })}
                  />
                  {hollow ? (
                    <span className="block whitespace-normal text-2xs text-warning">
                      looks busy at {formatRatio(row.gpu_tensor_activity ?? null)} tensor activity
                    </span>
                  ) : null}
                </TableCell>
                <TableCell numeric title={row.gpu_idle_cost == null ? "Unknown: no rate is set" : formatUsd(row.gpu_idle_cost, "exact")}>
                  {idle[index]}
                </TableCell>
                <TableCell
                  numeric
                  className="max-sm:hidden"
                  title={row.gpu_cost == null ? "Unknown: no rate is set" : formatUsd(row.gpu_cost, "exact")}
                >
                  {cost[index]}
                </TableCell>
                <TableCell numeric>{shareText(idleHours == null || hours == null ? null : divide(idleHours, hours))}</TableCell>
                <TableCell numeric className="max-sm:hidden">
                  {formatFigure(idleHours, "hours", "table")}
                </TableCell>
                <TableCell
                  numeric
                  className="max-md:hidden"
                  title={row.gpu_releasable_cost == null ? undefined : `They cost ${formatUsd(row.gpu_releasable_cost)}`}
                >
                  {formatFigure(row.gpu_releasable_hours ?? null, "hours", "table")}
                </TableCell>
                <TableCell numeric className="max-md:hidden">
                  {formatCount(row.gpus ?? null)}
                </TableCell>
                <TableCell numeric>{shareText(row.gpu_utilization ?? null)}</TableCell>
                <TableCell
                  numeric
                  className={cn("max-sm:hidden", hollow && "font-medium text-warning")}
                  title={hollow ? "Looks busy, but its tensor cores hardly work" : undefined}
                >
                  {shareText(row.gpu_tensor_activity ?? null)}
                </TableCell>
                {manages ? (
                  <WatchCell
                    metric="gpu_idle_cost"
                    where={narrowedTo(scope.where, { dimension: split, value })}
                    about={text}
                    onHover
                    className="max-sm:hidden"
                  />
                ) : null}
              </TableRow>
            );
          })}
        </TableBody>
        <Total watched={manages} />
      </Table>
      {rows.length > SHOWN ? (
        <div className="border-t px-4 py-2 print:hidden">
          <Button variant="link" size="inline" className="text-xs" onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show all ${rows.length}`}
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** All GPUs of the page, from the figures that the key figures above show. */
function Total({ watched }: { watched: boolean }) {
  const { scope } = useScope();
  const use = useMetric(activityTotals(scope)).answer?.data[0];
  const money = useMetric(moneyTotals(scope)).answer?.data[0];
  if (!use || !money) return null;
  const [idleHours, hours] = [use.gpu_idle_hours ?? null, use.gpu_hours ?? null];
  return (
    <TableFooter>
      <TableRow>
        <TableCell>All GPUs</TableCell>
        <TableCell numeric>{centsColumn([money.gpu_idle_cost])[0]}</TableCell>
        <TableCell numeric className="max-sm:hidden">
          {centsColumn([money.gpu_cost])[0]}
        </TableCell>
        <TableCell numeric>{shareText(idleHours == null || hours == null ? null : divide(idleHours, hours))}</TableCell>
        <TableCell numeric className="max-sm:hidden">
          {formatFigure(idleHours, "hours", "table")}
        </TableCell>
        <TableCell numeric className="max-md:hidden">
          {formatFigure(use.gpu_releasable_hours ?? null, "hours", "table")}
        </TableCell>
        <TableCell numeric className="max-md:hidden">
          {formatCount(use.gpus ?? null)}
        </TableCell>
        <TableCell numeric>{shareText(use.gpu_utilization ?? null)}</TableCell>
        <TableCell numeric className="max-sm:hidden">
          {shareText(use.gpu_tensor_activity ?? null)}
        </TableCell>
        {watched ? <TableCell className="max-sm:hidden print:hidden" /> : null}
      </TableRow>
    </TableFooter>
  );
}
