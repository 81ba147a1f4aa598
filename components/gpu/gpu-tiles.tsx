"use client";

import type { Answer } from "../../lib/http/operations/query";
import { type Amount, divide, formatRatio, formatUsd, multiply } from "../../lib/money";
import { grainFor } from "../filters/grain";
import { useScope } from "../filters/use-scope";
import { useFrame } from "../panels/data-context";
import { Definition, type FormulaLine } from "../panels/definition";
import { describeChange, formatFigure } from "../panels/figure";
import { Tile } from "../panels/tile";
import { type MetricState, useMetric } from "../panels/use-metric";
import { wholeBuckets } from "../panels/whole-buckets";
import { isHollow } from "./hollow";
import { activitySeries, activityTotals, moneySeries, moneyTotals } from "./questions";
import { SetRateLink } from "./set-rate-link";
import { signalText } from "./signal-words";
import { useGpuFigures } from "./use-gpu-figures";

type Row = Record<string, Amount | null>;

const figure = (answer: Answer | undefined, id: string): Amount | null => answer?.data[0]?.[id] ?? null;
const line = (label: string, value: string): FormulaLine => ({ label, value });
const pixel = (value: Amount | null | undefined): number | null => (value == null ? null : Number(value));
const hours = (value: Amount | null): string => formatFigure(value, "hours", "table");
const share = (part: Amount | null, whole: Amount | null): string =>
  formatRatio(part == null || whole == null ? null : divide(part, whole));

/** The figures of the first ten seconds: how busy, at which tensor activity, what it cost, what of it was idle, what could be given back, what is taken. */
export function GpuTiles() {
  const { scope } = useScope();
  const { metrics } = useFrame();
  const { previous } = scope;
  const activity = useMetric(activityTotals(scope));
  const money = useMetric(moneyTotals(scope));
  const activityBefore = useMetric(previous ? activityTotals(scope, previous) : null);
  const moneyBefore = useMetric(previous ? moneyTotals(scope, previous) : null);
  const standing = useGpuFigures("gpuStanding").answer;
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

  const signals = standing ? signalText(standing.signals) : null;
  const hollow = isHollow(use("gpu_utilization"), use("gpu_tensor_activity"));
  const unmapped = standing?.mapsPods === false;
  const noRate = "No rate is set for these GPUs";
  const rated = usd("gpu_rated_share");
  const allocated = use("gpu_allocated_share");
  const idleBelow = standing ? formatRatio(standing.idleBelow) : "5 %";

  return (
    <section aria-label="Key figures" className="grid grid-cols-2 gap-2 sm:gap-4 lg:grid-cols-3 xl:grid-cols-5 print:grid-cols-5">
      <Tile
        label="Utilization"
        {...tile("gpu_utilization", "No activity was measured", ofUse)}
        sub={
          <span className={hollow ? "font-medium text-warning" : undefined}>
            {use("gpu_tensor_activity") == null
              ? "tensor activity not measured"
              : `${formatRatio(use("gpu_tensor_activity"))} tensor activity`}
          </span>
        }
        definition={
          <Definition
            metric="gpu_utilization"
            formula={[
              line("GPU hours measured", hours(use("gpu_hours"))),
              line("÷ of these active", hours(product(use("gpu_hours"), use("gpu_utilization")))),
            ]}
            result={formatRatio(use("gpu_utilization"))}
            beside={[
              line("Tensor activity", formatRatio(use("gpu_tensor_activity"))),
              line("Memory activity", formatRatio(use("gpu_memory_activity"))),
              line("Power of a card", formatFigure(use("gpu_power"), "watts")),
            ]}
            rows={null}
            note={
              <>
                {signals ? `Told by ${signals}. ` : ""}
                {hollow ? "A GPU can look busy while its tensor cores hardly work." : ""}
              </>
            }
          />
        }
      />
      <Tile
        label="GPU cost"
        {...tile("gpu_cost", noRate, ofMoney)}
        sub={usd("gpu_cost") == null && money.answer ? <SetRateLink>Set a rate</SetRateLink> : `${formatRatio(rated)} of time rated`}
        definition={
          <Definition
            metric="gpu_cost"
            formula={[line("GPU time with a rate", formatRatio(rated))]}
            result={formatUsd(usd("gpu_cost"), "exact")}
            rows={null}
          />
        }
      />
      <Tile
        label="Idle cost"
        {...tile("gpu_idle_cost", noRate, ofMoney)}
        sub={
          usd("gpu_idle_cost") == null
            ? `${hours(use("gpu_idle_hours"))} idle`
            : `${share(usd("gpu_idle_cost"), usd("gpu_cost"))} of GPU cost`
        }
        definition={
          <Definition
            metric="gpu_idle_cost"
            formula={[
              line(`GPU hours below ${idleBelow} activity`, hours(use("gpu_idle_hours"))),
              line("÷ GPU hours measured", hours(use("gpu_hours"))),
            ]}
            result={formatUsd(usd("gpu_idle_cost"), "exact")}
            beside={[
              line("Apart: no pod held the GPU", unmapped ? "not told" : formatUsd(usd("gpu_unallocated_cost"))),
              line("Apart: cost × (1 − activity)", formatUsd(usd("gpu_inactive_cost"))),
            ]}
            rows={null}
            note="Idle, unallocated and inactive cost answer three questions, and are never added."
          />
        }
      />
      <Tile
        label="Could be given back"
        {...tile("gpu_releasable_hours", "No GPU was measured for a whole hour", ofUse)}
        sub={usd("gpu_releasable_cost") == null ? "in whole hours" : `${formatUsd(usd("gpu_releasable_cost"), "tile")} in whole idle hours`}
        definition={
          <Definition
            metric="gpu_releasable_hours"
            formula={[
              line("Idle GPU hours", hours(use("gpu_idle_hours"))),
              line("of these in whole idle hours", hours(use("gpu_releasable_hours"))),
            ]}
            result={hours(use("gpu_releasable_hours"))}
            beside={[line("They cost", formatUsd(usd("gpu_releasable_cost")))]}
            rows={null}
          />
        }
      />
      <Tile
        label="Allocated"
        className="col-span-2 lg:col-span-1"
        {...tile("gpu_allocated_share", unmapped ? "The exporters don't tell which pod holds a GPU" : "Nothing was measured", ofUse)}
        sub={unmapped ? "pods are not told" : `${formatUsd(usd("gpu_unallocated_cost"), "tile")} held by no pod`}
        definition={
          <Definition
            metric="gpu_allocated_share"
            formula={[]}
            result={formatRatio(allocated)}
            beside={[line("Cost of GPUs that no pod held", unmapped ? "—" : formatUsd(usd("gpu_unallocated_cost")))]}
            rows={null}
            note={unmapped ? "The exporters don't tell which pod holds a GPU: run dcgm-exporter with its Kubernetes mapping." : null}
          />
        }
      />
    </section>
  );
}

const product = (a: Amount | null, b: Amount | null): Amount | null => (a == null || b == null ? null : multiply(a, b));
