"use client";

import { hrefOf } from "../../lib/http/client";
import { type Amount, formatUsd } from "../../lib/money";
import { useScope } from "../filters/use-scope";
import { CsvLink } from "../panels/csv-link";
import { centsColumn, shareText } from "../panels/figure";
import { StaleNote } from "../panels/stale-note";
import { useMetric } from "../panels/use-metric";
import { WatchMenu } from "../panels/watch-menu";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { TENSOR_COLOR, UTILIZATION_COLOR } from "./activity-lines";
import { timeShares } from "./questions";
import { useGpuFigures } from "./use-gpu-figures";

interface Share {
  label: string;
  about: string;
  ratio: Amount | null;
  color: string;
  /** What the rest of the time cost; undefined where that is no figure. */
  rest?: { label: string; cost: Amount | null };
  /** Why there is no share. */
  missing: string;
}

/** Three readings of the same time: taken by a pod, active, and at work on a model's arithmetic; with what the rest of each cost. */
export function TimeShares() {
  const { scope } = useScope();
  const question = timeShares(scope);
  const state = useMetric(question);
  const unmapped = useGpuFigures("gpuStanding").answer?.mapsPods === false;
  const row = state.answer?.data[0];
  const shares: Share[] = [
    {
      label: "Allocated",
      about: "A pod held the GPU",
      ratio: row?.gpu_allocated_share ?? null,
      color: "var(--chart-7)",
      rest: { label: "held by no pod", cost: unmapped ? null : (row?.gpu_unallocated_cost ?? null) },
      missing: unmapped ? "The exporters don't tell which pod holds a GPU" : "Not measured",
    },
    {
      label: "Active",
      about: "The GPU did something",
      ratio: row?.gpu_utilization ?? null,
      color: UTILIZATION_COLOR,
      rest: { label: "doing nothing", cost: row?.gpu_inactive_cost ?? null },
      missing: "Activity was not measured",
    },
    {
      label: "Effective",
      about: "Its tensor cores worked, which do a model's arithmetic",
      ratio: row?.gpu_tensor_activity ?? null,
      color: TENSOR_COLOR,
      missing: "Tensor activity was not measured: dcgm-exporter tells it with its profiling metrics",
    },
  ];
  const cents = centsColumn(shares.map(({ rest }) => rest?.cost ?? null));
  return (
    <Card aria-label="Allocated, active, effective" aria-busy={state.stale} className="break-inside-avoid">
      <CardHeader className="py-3">
        <div>
          <CardTitle>Allocated, active, effective</CardTitle>
          <CardDescription>Of the time that was measured</CardDescription>
        </div>
        <div className="flex items-center gap-2 print:hidden">
          <CsvLink href={hrefOf("query", { ...question, format: "csv" })} />
          <WatchMenu metric="gpu_unallocated_cost" where={scope.where} about="unallocated GPU cost" className="size-7" />
        </div>
      </CardHeader>
      {row ? (
        <Table className={cn("transition-opacity", state.stale && "opacity-60")}>
          <TableHeader>
            <TableRow>
              <TableHead>Of GPU time</TableHead>
              <TableHead className="w-[40%] max-sm:hidden">
                <span className="sr-only">Bar</span>
              </TableHead>
              <TableHead numeric>Share</TableHead>
              <TableHead numeric>The rest cost</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {shares.map(({ label, about, ratio, color, rest, missing }, index) => (
              <TableRow key={label}>
                <TableCell>
                  {label}
                  <span className="block text-2xs text-muted-foreground">{about}</span>
                  <span className="block pt-1 sm:hidden">
                    <Bar ratio={ratio} color={color} />
                  </span>
                </TableCell>
                <TableCell className="max-sm:hidden">
                  <Bar ratio={ratio} color={color} />
                </TableCell>
                <TableCell numeric className="font-medium" title={ratio == null ? missing : undefined}>
                  {shareText(ratio)}
                </TableCell>
                <TableCell numeric title={rest ? (rest.cost == null ? "Unknown" : formatUsd(rest.cost, "exact")) : "No figure of its own"}>
                  {rest ? cents[index] : ""}
                  {rest ? <span className="block text-2xs text-muted-foreground">{rest.label}</span> : null}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      ) : state.error ? null : (
        <Skeleton className="mx-4 mb-4 h-48" />
      )}
      <p className="border-t px-4 py-2 text-muted-foreground text-xs">
        Three questions about the same time, never added. Idle cost is a fourth: 5-minute slots in which hardly anything ran.
      </p>
      <StaleNote state={state} className="px-4 py-2" />
    </Card>
  );
}

function Bar({ ratio, color }: { ratio: Amount | null; color: string }) {
  return (
    <span className="block h-3 overflow-hidden rounded-[2px] bg-muted" aria-hidden>
      <span className="block h-full" style={{ width: `${Math.min(1, Number(ratio ?? 0)) * 100}%`, background: color }} />
    </span>
  );
}
