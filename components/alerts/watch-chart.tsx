"use client";

import { ChartLine } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { Plot } from "../charts/plot";
import { Threshold } from "../charts/threshold";
import { type ChartView, ViewSwitch } from "../charts/view-switch";
import { stops, valueScale, type WatchPoint } from "../charts/watch-geometry";
import { WatchLines } from "../charts/watch-lines";
import { CsvButton } from "../panels/csv-button";
import { ScrollingTable, StickyHeader } from "../panels/scrolling-table";
import { axisText, valueText } from "../rules/words";
import { Table, TableBody, TableCell, TableHead, TableRow } from "../ui/table";
import type { WatchSeries } from "./series";
import { watchCsv } from "./watch-csv";
import { WatchLegend } from "./watch-legend";

interface WatchChartProps {
  series: WatchSeries;
  /** What the value is: "Cost per 1,000 requests". */
  label: string;
  /** What the dashed line or band is: "tells above $4.00". */
  line: string;
  /** It is a band of what is usual. */
  band: boolean;
  /** What a red stretch is: "firing", "over the line". */
  told: string;
  zone: string;
  /** Left of the view switch. */
  title: ReactNode;
  /** The line can be set here: by a click, by dragging, by keys. */
  threshold?: ThresholdSetting | null;
}

export interface ThresholdSetting {
  /** In the unit of the series; null where there is none yet. */
  value: number | null;
  /** "The line: cost above it tells". */
  label: string;
  onChange: (value: number) => void;
}

/** A watched value over time with its line or band and where it told, and the same as a table. */
export function WatchChart({ series, label, line, band, told, zone, title, threshold }: WatchChartProps) {
  const [view, setView] = useState<ChartView>("chart");
  const { points, rows, from, to, unit, count, firings, timeOf } = series;
  const slots = useMemo(() => stops(points, { from, to, count }), [points, from, to, count]);
  const scale = useMemo(() => valueScale(points), [points]);
  const text = (value: number | null) => (value == null ? "—" : valueText(String(value), unit));
  const lineWords = ({ low, high }: WatchPoint) =>
    [high == null ? null : `above ${text(high)}`, low == null ? null : `below ${text(low)}`].filter(Boolean).join(" or ");

  return (
    <div className="min-w-0">
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-2 py-2">
        <div className="min-w-0">{title}</div>
        <div className="flex items-center gap-2 print:hidden">
          <ViewSwitch view={view} onChange={setView} icon={ChartLine} />
          {rows.length > 0 ? <CsvButton name={label.toLowerCase()} text={() => watchCsv(rows)} /> : null}
        </div>
      </div>
      {view === "chart" ? (
        <Plot
          label={`${label} over time, ${line}`}
          count={count}
          picks={threshold ? "sets the line at its value" : undefined}
          onPick={
            threshold
              ? (at) => {
                  const value = "y" in at ? scale.valueAt(at.y) : slots[at.index]?.value;
                  if (value != null) threshold.onChange(value);
                }
              : undefined
          }
          words={(index) => {
            const point = slots[index];
            if (!point) return "no value";
            return `${timeOf(point.at)}: ${text(point.value)}${point.firing ? `, ${told}` : ""}${lineWords(point) ? `; tells ${lineWords(point)}` : ""}`;
          }}
          tooltip={(index) => {
            const point = slots[index];
            if (!point) return <p className="text-muted-foreground">No value</p>;
            return (
              <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
                <dt className="font-medium">{timeOf(point.at)}</dt>
                <dd className="text-right font-medium">{text(point.value)}</dd>
                {lineWords(point) ? (
                  <>
                    <dt className="text-muted-foreground">Tells</dt>
                    <dd className="text-right text-muted-foreground">{lineWords(point)}</dd>
                  </>
                ) : null}
                {point.firing ? <dt className="col-span-2 text-destructive">{told}</dt> : null}
              </dl>
            );
          }}
        >
          <WatchLines points={points} from={from} to={to} zone={zone} firings={firings} format={axisText(unit)} band={band} />
          {threshold ? <Threshold {...threshold} scale={scale} text={text} /> : null}
        </Plot>
      ) : (
        <ScrollingTable label={`${label} as a table`} className="mx-0 max-h-[280px] rounded-md border">
          <Table>
            <StickyHeader>
              <TableRow>
                <TableHead>Time</TableHead>
                <TableHead numeric>Value</TableHead>
                <TableHead numeric>Tells</TableHead>
              </TableRow>
            </StickyHeader>
            <TableBody>
              {slots
                .filter((point) => point != null)
                .reverse()
                .map((point) => (
                  <TableRow key={point.at}>
                    <TableCell>
                      {timeOf(point.at)}
                      {point.firing ? <span className="text-destructive"> {told}</span> : null}
                    </TableCell>
                    <TableCell numeric>{text(point.value)}</TableCell>
                    <TableCell numeric className="whitespace-normal">
                      {lineWords(point) || "—"}
                    </TableCell>
                  </TableRow>
                ))}
            </TableBody>
          </Table>
        </ScrollingTable>
      )}
      <WatchLegend label={label} line={line} banded={band} told={firings.length > 0 ? told : null} />
    </div>
  );
}
