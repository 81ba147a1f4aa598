"use client";

import type { Answer } from "../../lib/http/operations/query";
import { type Amount, formatCount, formatRatio, formatUsd } from "../../lib/money";
import { grainFor } from "../filters/grain";
import { useScope } from "../filters/use-scope";
import { useFrame } from "../panels/data-context";
import { Definition, type FormulaLine } from "../panels/definition";
import { describeChange, formatFigure } from "../panels/figure";
import { Tile } from "../panels/tile";
import { type MetricState, useMetric } from "../panels/use-metric";
import { wholeBuckets } from "../panels/whole-buckets";
import { activitySeries, activityTotals, moneySeries, moneyTotals } from "./questions";

type Row = Record<string, Amount | null>;

const figure = (answer: Answer | undefined, id: string): Amount | null => answer?.data[0]?.[id] ?? null;
const line = (label: string, value: string): FormulaLine => ({ label, value });
const pixel = (value: Amount | null | undefined): number | null => (value == null ? null : Number(value));

/** The figures of the first ten seconds: how busy, at which tensor activity, what it cost, what of it was idle, what could be given back, what is taken. */
export function GpuTiles() {
  const { scope } = useScope();
  const { metrics } = useFrame();
  const { previous } = scope;
  const activity = useMetric(activityTotals(scope));
  const money = useMetric(moneyTotals(scope));
  const activityBefore = useMetric(previous ? activityTotals(scope, previous) : null);
  const moneyBefore = useMetric(previous ? moneyTotals(scope, previous) : null);
  const grain = grainFor(scope.days, null);
  const activityLine = wholeBuckets(useMetric(activitySeries(scope, grain)).answer);
  const moneyLine = wholeBuckets(useMetric(moneySeries(scope, grain)).answer);

  const tile = (id: string, reason: string, [state, before, rows]: readonly [MetricState, MetricState, Row[]]) => {
    const value = figure(state.answer, id);
    const unit = metrics.find((one) => one.id === id)?.unit ?? "count";
    return {
      figure: state.answer || state.error ? formatFigure(value, unit) : undefined,
      title: value == null ? (state.error?.message ?? reason) : formatFigure(value, unit, "exact"),
      change: previous ? describeChange(figure(before.answer, id), value) : null,
      changeTo: null,
      against: previous?.label ?? null,
      spark: rows.map((row) => pixel(row[id])),
      state,
    };
  };
  const ofUse = [activity, activityBefore, activityLine] as const;
  const ofMoney = [money, moneyBefore, moneyLine] as const;
  const use = (id: string) => figure(activity.answer, id);
  const usd = (id: string) => figure(money.answer, id);
  const noRate = "No rate is set for these GPUs";

  return (
    <section aria-label="Key figures" className="grid grid-cols-2 gap-2 sm:gap-4 lg:grid-cols-3 xl:grid-cols-5 print:grid-cols-5">
      <Tile
        label="Utilization"
        {...tile("gpu_utilization", "No activity was measured", ofUse)}
        sub={`${formatRatio(use("gpu_tensor_activity"))} tensor activity`}
        definition={
          <Definition
            metric="gpu_utilization"
            formula={[line("GPU hours measured", formatCount(use("gpu_hours")))]}
            result={formatRatio(use("gpu_utilization"))}
            beside={[
              line("Tensor activity", formatRatio(use("gpu_tensor_activity"))),
              line("Memory activity", formatRatio(use("gpu_memory_activity"))),
            ]}
            rows={null}
          />
        }
      />
      <Tile
        label="GPU cost"
        {...tile("gpu_cost", noRate, ofMoney)}
        sub={`${formatRatio(usd("gpu_rated_share"))} of time has a rate`}
        definition={
          <Definition
            metric="gpu_cost"
            formula={[line("GPU time with a rate", formatRatio(usd("gpu_rated_share")))]}
            result={formatUsd(usd("gpu_cost"), "exact")}
            rows={null}
          />
        }
      />
      <Tile
        label="Idle cost"
        {...tile("gpu_idle_cost", noRate, ofMoney)}
        sub={`${formatRatio(use("gpu_idle_share"))} of GPU hours`}
        definition={
          <Definition
            metric="gpu_idle_cost"
            formula={[line("Idle GPU hours", formatCount(use("gpu_idle_hours")))]}
            result={formatUsd(usd("gpu_idle_cost"), "exact")}
            beside={[
              line("Not allocated", formatUsd(usd("gpu_unallocated_cost"))),
              line("Inactive: cost × (1 − activity)", formatUsd(usd("gpu_inactive_cost"))),
            ]}
            rows={null}
            note="Idle, unallocated and inactive cost are three different questions, and don't add up."
          />
        }
      />
    </section>
  );
}
