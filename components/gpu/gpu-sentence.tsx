"use client";

import { useScope } from "../filters/use-scope";
import { useFrame } from "../panels/data-context";
import { StaleNote } from "../panels/stale-note";
import { useMetric } from "../panels/use-metric";
import { cn } from "../ui/cn";
import { Skeleton } from "../ui/skeleton";
import { activityTotals, idleBy, moneyTotals } from "./questions";
import { gpuSentence } from "./sentence";
import { SetRateLink } from "./set-rate-link";

/** Whether GPUs earned their keep in one sentence, what looks busier than it is, and what could be given back. */
export function GpuSentence() {
  const { scope } = useScope();
  const { dimensions } = useFrame();
  const activity = useMetric(activityTotals(scope));
  const money = useMetric(moneyTotals(scope));
  const pools = useMetric(dimensions.some(({ id }) => id === "pool") ? idleBy(scope, "pool") : null);
  const use = activity.answer?.data[0];
  const cost = money.answer?.data[0];
  const stale = activity.stale || money.stale;
  const sentence =
    use && cost
      ? gpuSentence(
          {
            gpus: use.gpus ?? null,
            hours: use.gpu_hours ?? null,
            idleHours: use.gpu_idle_hours ?? null,
            releasableHours: use.gpu_releasable_hours ?? null,
            utilization: use.gpu_utilization ?? null,
            tensor: use.gpu_tensor_activity ?? null,
            cost: cost.gpu_cost ?? null,
            idleCost: cost.gpu_idle_cost ?? null,
            releasableCost: cost.gpu_releasable_cost ?? null,
          },
          (pools.answer?.data ?? []).flatMap((row) =>
            row.pool == null
              ? []
              : {
                  pool: row.pool,
                  utilization: row.gpu_utilization ?? null,
                  tensor: row.gpu_tensor_activity ?? null,
                  idleCost: row.gpu_idle_cost ?? null,
                  idleHours: row.gpu_idle_hours ?? null,
                },
          ),
        )
      : null;
  // The key figures above say that they could not be read.
  if (!sentence && (activity.error || money.error)) return null;
  return (
    <section
      aria-label="In one sentence"
      aria-busy={stale}
      className={cn("rounded-lg border bg-card px-4 py-3 transition-opacity", stale && "opacity-60")}
    >
      {sentence ? (
        <>
          <p className="font-semibold text-lg leading-snug">{sentence.text}</p>
          {sentence.caveat || sentence.unrated ? (
            <p className="flex flex-wrap items-baseline gap-x-2 pt-1 text-muted-foreground">
              {sentence.caveat}
              {sentence.unrated ? <SetRateLink>Set what a GPU costs</SetRateLink> : null}
            </p>
          ) : null}
        </>
      ) : (
        <Skeleton className="h-6 max-w-2xl" />
      )}
      <StaleNote state={money.error ? money : activity} />
    </section>
  );
}
