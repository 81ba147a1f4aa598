"use client";

import { formatCount, formatRatio } from "../../lib/money";
import type { Grain } from "../../lib/time";
import { axisLabel, bucketLabel } from "../charts/bucket-label";
import { Legend } from "../charts/legend";
import { Lines } from "../charts/lines";
import { Plot } from "../charts/plot";
import { formatFigure } from "../panels/figure";
import { ACTIVITY_LINES, POWER_LINE } from "./activity-lines";
import type { ActivityBucket } from "./activity-over-time";
import { signalText } from "./signal-words";
import { useGpuFigures } from "./use-gpu-figures";

interface ActivityChartProps {
  buckets: readonly ActivityBucket[];
  grain: Grain;
  onZoom?: (first: string, last: string) => void;
}

/** Shares of time on one axis from 0 to 100 %, so that a busy GPU with idle tensor cores shows the gap; power beside it. */
export function ActivityChart(props: ActivityChartProps) {
  const standing = useGpuFigures("gpuStanding").answer;
  const signals = standing ? signalText(standing.signals) : null;
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <Drawn {...props} name="Activity" about={signals ? `; utilization is told by ${signals}` : ""} lines={ACTIVITY_LINES} unit="ratio" />
      <Drawn {...props} name="Power of a card" lines={[POWER_LINE]} unit="watts" />
    </div>
  );
}

function Drawn({
  buckets,
  grain,
  onZoom,
  name,
  about = "",
  lines,
  unit,
}: ActivityChartProps & {
  name: string;
  about?: string;
  lines: readonly { id: string; label: string; color: string }[];
  unit: "ratio" | "watts";
}) {
  const title = ({ key, partial }: ActivityBucket) => `${bucketLabel(key, grain)}${partial ? ", not complete" : ""}`;
  const text = (bucket: ActivityBucket, id: string) => formatFigure(bucket.figures[id] ?? null, unit);
  return (
    <div className="min-w-0">
      <p className="pb-1 text-muted-foreground text-xs">
        {name}
        {about}
      </p>
      <Plot
        label={`${name} by ${grain}: ${buckets.length} points`}
        count={buckets.length}
        words={(index) => {
          const bucket = buckets[index];
          return bucket ? `${title(bucket)}: ${lines.map(({ id, label }) => `${label} ${text(bucket, id)}`).join(", ")}` : "";
        }}
        onZoom={onZoom && ((first, last) => onZoom(buckets[first]?.key ?? "", buckets[last]?.key ?? ""))}
        tooltip={(index) => {
          const bucket = buckets[index];
          return bucket ? (
            <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
              <dt className="col-span-2 font-medium">{title(bucket)}</dt>
              {lines.map(({ id, label }) => (
                <div key={id} className="col-span-2 grid grid-cols-subgrid">
                  <dt className="text-muted-foreground">{label}</dt>
                  <dd className="text-right">{text(bucket, id)}</dd>
                </div>
              ))}
            </dl>
          ) : null;
        }}
      >
        <Lines
          equal
          reach={unit === "ratio" ? 1 : 0}
          series={lines.map((line) => ({
            ...line,
            values: buckets.map(({ figures }) => {
              const value = figures[line.id];
              return value == null ? null : Number(value);
            }),
          }))}
          labels={buckets.map(({ key }) => axisLabel(key, grain))}
          partial={new Set(buckets.flatMap(({ partial }, index) => (partial ? [index] : [])))}
          format={unit === "ratio" ? (value) => formatRatio(String(value)) : (value) => `${formatCount(String(value), "tile")} W`}
        />
      </Plot>
      <Legend entries={lines.map((line) => ({ ...line, note: "" }))} partial={buckets.some(({ partial }) => partial)} />
    </div>
  );
}
