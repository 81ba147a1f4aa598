import { useId } from "react";
import { HatchPattern } from "../charts/heat-cells";
import type { HeatLevel } from "./heat-scale";

/** The steps of activity in their order, and how the lack of data looks. */
export function HeatLegend({ levels }: { levels: readonly HeatLevel[] }) {
  const hatch = `hatch${useId()}`;
  return (
    <ul aria-label="Legend: activity" className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-2 text-2xs text-muted-foreground">
      {levels.map(({ id, color, label }) => (
        <li key={id} className="flex items-center gap-1.5">
          <span className="size-3 rounded-[2px]" style={{ background: color }} aria-hidden />
          {label}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <svg width={12} height={12} aria-hidden="true" className="rounded-[2px] border">
          <HatchPattern id={hatch} />
          <rect width={12} height={12} fill={`url(#${hatch})`} />
        </svg>
        no data: nothing was measured
      </li>
    </ul>
  );
}
