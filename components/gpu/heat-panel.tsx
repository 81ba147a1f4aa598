"use client";

import { Grid3x3 } from "lucide-react";
import { useMemo } from "react";
import type { GpuHeat } from "../../lib/metrics/gpu-heat-answer";
import { HeatMap } from "../charts/heat-map";
import { useScope } from "../filters/use-scope";
import { writeEntry } from "../filters/where";
import { ChartPanel } from "../panels/chart-panel";
import { StaleNote } from "../panels/stale-note";
import { CardContent, CardDescription, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Skeleton } from "../ui/skeleton";
import { columnText, columnTicks } from "./heat-columns";
import { heatCsv } from "./heat-csv";
import { HeatLegend } from "./heat-legend";
import { cellText, type GpuRow, gpuRows, poolRows, rowText } from "./heat-rows";
import { heatLevels, levelIn } from "./heat-scale";
import { HeatTable } from "./heat-table";
import { useGpuFigures } from "./use-gpu-figures";

/** The default of the setting, until the server has told it. */
const IDLE_BELOW = "0.05";

/** When the idlest GPUs work, hour by hour, and the rest by pool: where hours lie that could be given back. */
export function HeatPanel() {
  const state = useGpuFigures("gpuHeat");
  const standing = useGpuFigures("gpuStanding");
  const { answer } = state;
  const idleBelow = standing.answer?.idleBelow ?? IDLE_BELOW;
  return (
    <ChartPanel
      label="When GPUs work"
      icon={Grid3x3}
      heading={
        <div>
          <CardTitle>When GPUs work</CardTitle>
          {answer ? <CardDescription>{subtitle(answer)}</CardDescription> : null}
        </div>
      }
      csv={answer && { name: `gpu-activity_${answer.meta.range.from}_${answer.meta.range.to}`, text: () => heatCsv(answer) }}
    >
      {(view) => (
        <CardContent className={cn("transition-opacity", state.stale && "opacity-60")} aria-busy={state.stale}>
          {!answer ? (
            state.error ? null : (
              <Skeleton className="h-[480px]" />
            )
          ) : answer.total.cards === 0 ? (
            <EmptyState title="No GPU was measured in this range" className="h-60">
              That is no data, not idleness: choose another range, or take filters off.
            </EmptyState>
          ) : view === "table" ? (
            <HeatTable answer={answer} />
          ) : (
            <Drawn answer={answer} idleBelow={idleBelow} />
          )}
          <StaleNote state={state} className="pt-2" />
        </CardContent>
      )}
    </ChartPanel>
  );
}

/** "The 200 idlest of 1,000 GPUs by hour of the week, Europe/Berlin". */
function subtitle({ gpus, total, by, meta }: GpuHeat): string {
  const rest = total.cards > gpus.length;
  const count = rest
    ? `The ${gpus.length} idlest of ${total.cards.toLocaleString("en-US")} GPUs`
    : `All ${gpus.length} GPUs, the idlest first`;
  const who = gpus.length === 1 && !rest ? "One GPU" : count;
  return `${who}, by ${by === "hour" ? "hour" : "hour of the week, each the mean of the range"} · ${meta.zone}`;
}

function Drawn({ answer, idleBelow }: { answer: GpuHeat; idleBelow: string }) {
  const { scope, toggle } = useScope();
  const { by, columns, meta } = answer;
  const [gpus, pools] = useMemo(() => [gpuRows(answer), poolRows(answer)], [answer]);
  const ticks = useMemo(() => columnTicks(columns, by, meta.zone), [columns, by, meta.zone]);
  const levels = useMemo(() => heatLevels(idleBelow), [idleBelow]);
  const levelOf = useMemo(() => levelIn(levels), [levels]);
  const when = (column: number) => columnText(columns[column] ?? "", by, meta.zone);
  const mean = by === "hour" ? "" : " on average";
  const shared = {
    count: columns.length,
    ticks,
    figureHead: "Idle",
    colors: levels,
    levelOf,
    words: (row: GpuRow, column: number | null) =>
      `${row.name}${column === null ? "" : `, ${when(column)}: ${cellText(row.cells[column])}${mean}`}. Over the range ${rowText(row)}.`,
    tooltip: (row: GpuRow, column: number | null) => (
      <Told
        row={row}
        at={
          column === null
            ? null
            : { when: when(column), what: row.cells[column] == null ? "no data" : `${cellText(row.cells[column])}${mean}` }
        }
        isSet={scope.where.includes(writeEntry(row.filter))}
      />
    ),
    onPick: (row: GpuRow) => toggle(row.filter),
  };
  const hours = by === "hour" ? "hour" : "hour of the week";
  return (
    <>
      <HeatLegend levels={levels} />
      <HeatMap {...shared} label={`Activity of ${gpus.length} GPUs by ${hours}`} rows={gpus} groupHead="Host and GPU" />
      {pools.length > 0 ? (
        <>
          <h3 className="mt-3 border-t pt-3 pb-1 font-medium text-xs">The rest, by pool</h3>
          <HeatMap {...shared} label={`Activity of the rest by ${hours}`} rows={pools} groupHead="Pool and how many GPUs" />
        </>
      ) : null}
    </>
  );
}

function Told({ row, at, isSet }: { row: GpuRow; at: { when: string; what: string } | null; isSet: boolean }) {
  return (
    <div className="grid gap-1">
      <p className="wrap-anywhere font-medium">{row.name}</p>
      {row.about ? <p className="text-muted-foreground">{row.about}</p> : null}
      {at ? (
        <p>
          {at.when}: <strong className="font-semibold">{at.what}</strong>
        </p>
      ) : null}
      <p className="text-muted-foreground">Over the range: {rowText(row)}.</p>
      <p className="border-t pt-1 text-2xs text-muted-foreground">
        <span className="pointer-coarse:hidden">Click or Enter</span>
        <span className="pointer-fine:hidden">Tap its name</span>: {isSet ? "take the filter off" : `only ${row.place}`}
      </p>
    </div>
  );
}
