import { memo } from "react";
import { cn } from "../ui/cn";
import { HeatCells } from "./heat-cells";
import { HEAT, type HeatLayout } from "./heat-geometry";
import type { HeatMapProps, HeatRow } from "./heat-map";

interface BodyProps<Row extends HeatRow, Level extends string>
  extends Pick<HeatMapProps<Row, Level>, "count" | "ticks" | "groupHead" | "figureHead" | "colors" | "levelOf"> {
  layout: HeatLayout<Row>;
  labels: number;
  width: number;
  figures: number;
}

function Body<Row extends HeatRow, Level extends string>({
  layout,
  labels,
  width,
  figures,
  count,
  ticks,
  groupHead,
  figureHead,
  colors,
  levelOf,
}: BodyProps<Row, Level>) {
  const x = (column: number) => (column / Math.max(1, count)) * width;
  return (
    <>
      <div className="sticky top-0 z-20 border-b bg-card text-2xs text-muted-foreground" style={{ height: HEAT.head }}>
        <span className="sticky left-0 z-20 inline-block truncate bg-card pr-2 leading-6" style={{ width: labels, height: HEAT.head - 1 }}>
          {groupHead}
        </span>
        {ticks.map(({ column, text }) => (
          <span key={column} className="absolute top-0 whitespace-nowrap leading-6" style={{ left: labels + x(column) + 2 }}>
            {text}
          </span>
        ))}
        {figures > 0 ? (
          <span className="absolute top-0 right-0 text-right leading-6" style={{ width: figures }}>
            {figureHead}
          </span>
        ) : null}
      </div>
      <svg width={width} height={layout.height} className="absolute top-0" style={{ left: labels }} aria-hidden="true">
        <HeatCells rows={layout.rows} width={width} count={count} colors={colors} levelOf={levelOf} />
        {ticks.map(({ column }) => (
          <line key={column} x1={x(column)} x2={x(column)} y1={HEAT.head} y2={layout.height} stroke="var(--card)" strokeWidth={1.5} />
        ))}
      </svg>
      <div className="sticky left-0 z-10 bg-card text-2xs leading-4" style={{ width: labels, height: layout.height - HEAT.head }}>
        {layout.rows.map(({ row, top: rowTop }) => (
          <div
            key={row.key}
            className={cn(
              "absolute inset-x-0 flex cursor-pointer gap-2 pr-2",
              row.group !== null &&
                rowTop > HEAT.head &&
                "before:absolute before:inset-x-0 before:-top-px before:border-border before:border-t",
            )}
            style={{ top: rowTop - HEAT.head, height: HEAT.row }}
          >
            {/* Hosts of one company begin alike: where there is no room, the end of the name stays. */}
            <span className="min-w-0 flex-1 truncate text-left [direction:rtl]">
              <bdi dir="ltr">{row.group}</bdi>
            </span>
            <span className="max-w-[65%] shrink-0 truncate text-muted-foreground">{row.label}</span>
          </div>
        ))}
      </div>
      {figures > 0 ? (
        <div className="absolute top-0 right-0 text-right text-2xs leading-4" style={{ width: figures }} aria-hidden="true">
          {layout.rows.map(({ row, top }) => (
            <span key={row.key} className="absolute right-0" style={{ top }}>
              {row.figure}
            </span>
          ))}
        </div>
      ) : null}
    </>
  );
}

/** Names, cells and figures: all of a heat map that does not change while the pointer moves. */
export const HeatBody = memo(Body) as typeof Body;
