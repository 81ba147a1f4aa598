"use client";

import Link from "next/link";
import { type Amount, formatRatio, formatUsd } from "../../lib/money";
import { grainFor } from "../filters/grain";
import { scopeHref, useScope } from "../filters/use-scope";
import { useFrame } from "./data-context";
import { Definition } from "./definition";
import { describeChange, formatFigure } from "./figure";
import { gpuSeries, gpuTotals } from "./questions";
import { refusalOf } from "./refusal";
import { Tile } from "./tile";
import { useMetric } from "./use-metric";
import { wholeBuckets } from "./whole-buckets";

const CHANGE_TO = { path: "/gpu", says: "how busy GPUs are", asks: "How busy are GPUs?" };

/** How busy GPUs were and what idleness cost; where there was ever a GPU. */
export function GpuTile() {
  const { state: url, scope } = useScope();
  const { metrics } = useFrame();
  const refused = refusalOf(metrics, "gpu_utilization", scope) ?? refusalOf(metrics, "gpu_idle_cost", scope);
  const totals = useMetric(refused ? null : gpuTotals(scope));
  const before = useMetric(scope.previous && !refused ? gpuTotals(scope, scope.previous) : null);
  const series = wholeBuckets(useMetric(refused ? null : gpuSeries(scope, grainFor(scope.days, null))).answer);
  const row = totals.answer?.data[0];
  const figure = (id: string): Amount | null => row?.[id] ?? null;
  const utilization = figure("gpu_utilization");
  const idleCost = figure("gpu_idle_cost");
  const idleHours = formatFigure(figure("gpu_idle_hours"), "hours", "tile");
  return (
    <Tile
      label="GPU utilization"
      figure={totals.answer || totals.error || refused ? formatRatio(utilization) : undefined}
      title={
        refused ??
        totals.error?.message ??
        (utilization == null ? "No GPU was measured in this range: no data, not idleness" : formatRatio(utilization))
      }
      change={scope.previous ? describeChange(before.answer?.data[0]?.gpu_utilization, utilization) : null}
      changeTo={CHANGE_TO}
      against={scope.previous?.label ?? null}
      spark={series.map(({ gpu_utilization: value }) => (value == null ? null : Number(value)))}
      sub={
        refused ? (
          "not with these filters"
        ) : (
          <Link
            href={scopeHref("/gpu", { state: url })}
            prefetch={false}
            className="relative z-10 rounded-sm underline-offset-4 hover:text-primary hover:underline"
          >
            {utilization == null ? "no data in this range" : idleCost == null ? `${idleHours} idle` : `${formatUsd(idleCost, "tile")} idle`}
          </Link>
        )
      }
      definition={
        <Definition
          metric="gpu_utilization"
          formula={[]}
          result={formatRatio(utilization)}
          beside={[
            { label: "Tensor activity", value: formatRatio(figure("gpu_tensor_activity")) },
            { label: "GPU cost", value: formatUsd(figure("gpu_cost")) },
            { label: "Idle GPU cost", value: formatUsd(idleCost) },
            { label: "Idle GPU hours", value: formatFigure(figure("gpu_idle_hours"), "hours", "table") },
          ]}
          rows={{ href: scopeHref("/gpu", { state: url }), label: "How busy, and where GPUs idle" }}
          note={refused ?? (row && figure("gpu_cost") == null ? "No rate is set: what GPUs cost is unknown." : null)}
        />
      }
      state={totals}
    />
  );
}
