"use client";

import Link from "next/link";
import { can } from "../../lib/auth/can";
import { compare, formatCount, formatRatio } from "../../lib/money";
import { useScope } from "../filters/use-scope";
import { useShell } from "../layout/shell-context";
import { useFrame } from "../panels/data-context";
import { clockText } from "../panels/stale-note";
import { useMetric } from "../panels/use-metric";
import { activityTotals, moneyTotals } from "./questions";
import { useGpuFigures } from "./use-gpu-figures";

/** What stands under every figure of the page: of how much time the rate is known, how fresh, in which zone. */
export function GpuStrip() {
  const { scope } = useScope();
  const { zone, now, hasGpus } = useFrame();
  const { user } = useShell();
  const activity = useMetric(hasGpus ? activityTotals(scope) : null).answer;
  const standing = useGpuFigures("gpuStanding").answer;
  const money = useMetric(hasGpus ? moneyTotals(scope) : null).answer;
  if (!hasGpus) return <p className="h-5">No GPU yet · {zone}</p>;
  if (!activity || !money) return <p className="h-5">Reading …</p>;
  const through = activity.meta.dataThrough ?? standing?.dataThrough ?? null;
  const rated = money.data[0]?.gpu_rated_share ?? null;
  const gpus = activity.data[0]?.gpus ?? null;
  const isPartly = rated != null && compare(rated, "1") < 0;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 [&>*:not(:last-child)]:after:ml-2 [&>*:not(:last-child)]:after:text-muted-foreground [&>*:not(:last-child)]:after:content-['·']">
      {gpus == null ? (
        <span>nothing measured in this range</span>
      ) : (
        <>
          <span title="Time of cards that a rate is known for ÷ all their time">
            {isPartly && can(user.role, "view_prices") ? (
              <Link href="/gpu/settings" className="underline decoration-dotted underline-offset-4 hover:text-foreground">
                {formatRatio(rated)} of GPU time has a rate
              </Link>
            ) : (
              `${formatRatio(rated)} of GPU time has a rate`
            )}
          </span>
          <span>
            {formatCount(gpus)} {gpus === "1" ? "GPU" : "GPUs"} measured
          </span>
        </>
      )}
      <span title={through ?? undefined}>{through ? `data through ${clockText(Date.parse(through), zone, now)}` : "no data yet"}</span>
      <span>{zone}</span>
      <span title="A GPU costs whether it serves calls or not; what calls cost is another figure">never added to the cost of calls</span>
    </div>
  );
}
