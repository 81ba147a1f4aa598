"use client";

import Link from "next/link";
import { can } from "../../lib/auth/can";
import { isZero } from "../../lib/money";
import { useScope } from "../filters/use-scope";
import { useShell } from "../layout/shell-context";
import { useFrame } from "../panels/data-context";
import { clockText } from "../panels/stale-note";
import { useMetric } from "../panels/use-metric";
import { Button, buttonVariants } from "../ui/button";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { activityTotals } from "./questions";
import { useGpuFigures } from "./use-gpu-figures";

type GpuEmptiness = "never" | "filtered" | "range" | null;

/** Why there is nothing to show: no GPU was ever measured, none in the range, or none that the filters let through. Null where there is something. */
export function useGpuEmptiness(): GpuEmptiness {
  const { hasGpus } = useFrame();
  const { scope } = useScope();
  const { answer, stale } = useMetric(hasGpus ? activityTotals(scope) : null);
  if (!hasGpus) return "never";
  const gpus = answer?.data[0]?.gpus;
  if (!answer || stale || (gpus != null && !isZero(gpus))) return null;
  return scope.where.length > 0 ? "filtered" : "range";
}

/** Says which it is, and offers the one next step. */
export function EmptyGpus({ why }: { why: Exclude<GpuEmptiness, null> }) {
  const { scope, change } = useScope();
  const { user } = useShell();
  const { zone, now } = useFrame();
  const through = useGpuFigures("gpuStanding").answer?.dataThrough;
  switch (why) {
    case "never":
      return (
        <Card>
          <EmptyState
            title="No GPU yet"
            className="min-h-72"
            action={
              can(user.role, "manage_sources") ? (
                <Link href="/sources" className={buttonVariants({ variant: "primary" })}>
                  Connect an exporter
                </Link>
              ) : null
            }
          >
            GPUs are shown here once a source has read what dcgm-exporter or a Prometheus tells of them
            {can(user.role, "manage_sources") ? "." : ". An engineer or an admin can connect one."}
          </EmptyState>
        </Card>
      );
    case "filtered":
      return (
        <Card>
          <EmptyState
            title="The filters leave no GPU"
            className="min-h-72"
            action={
              <Button variant="primary" onClick={() => change({ where: null })}>
                Clear the filters
              </Button>
            }
          >
            No GPU that was measured between {scope.from} and {scope.to} matches all of them.
          </EmptyState>
        </Card>
      );
    case "range":
      return (
        <Card>
          <EmptyState
            title={
              through && Date.parse(through) < Date.parse(scope.from)
                ? `No data since ${clockText(Date.parse(through), zone, now)}`
                : "No GPU data in this range"
            }
            className="min-h-72"
            action={
              scope.label === "Last 90 days" ? (
                can(user.role, "view_sources") ? (
                  <Link href="/sources" className={buttonVariants({ variant: "primary" })}>
                    See what the sources brought
                  </Link>
                ) : null
              ) : (
                <Button variant="primary" onClick={() => change({ range: "days90", from: null, to: null })}>
                  Show the last 90 days
                </Button>
              )
            }
          >
            No sample of a GPU lies between {scope.from} and {scope.to}. That is not idleness: nothing was measured.
          </EmptyState>
        </Card>
      );
  }
}
