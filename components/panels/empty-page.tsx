"use client";

import Link from "next/link";
import { can } from "../../lib/auth/can";
import { useScope } from "../filters/use-scope";
import { useShell } from "../layout/shell-context";
import { Button, buttonVariants } from "../ui/button";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { useFrame } from "./data-context";
import { callTotals } from "./questions";
import { useMetric } from "./use-metric";

export type Emptiness = "filtered" | "range" | null;

/** Why the page has nothing to show: no call in the range at all, or none that the filters let through. Null where there is something, or before that is known. */
export function useEmptiness(): Emptiness {
  const { scope } = useScope();
  const { answer, stale } = useMetric(callTotals(scope));
  if (!answer || stale) return null;
  const row = answer.data[0];
  const nothing =
    [row?.requests, row?.attempts].every((count) => count == null || count === "0") && (row?.cost == null || row.cost === "0");
  if (!nothing) return null;
  return scope.where.length > 0 ? "filtered" : "range";
}

/** Says which it is, and offers the one next step. */
export function EmptyPage({ why }: { why: Exclude<Emptiness, null> }) {
  const { scope, change } = useScope();
  const { user } = useShell();
  const { sources } = useFrame();
  if (why === "filtered") {
    return (
      <Card>
        <EmptyState
          title="The filters leave nothing"
          className="min-h-72"
          action={
            <Button variant="primary" onClick={() => change({ where: null })}>
              Clear the filters
            </Button>
          }
        >
          No call between {scope.from} and {scope.to} matches all of them.
        </EmptyState>
      </Card>
    );
  }
  if (sources === 0) {
    return (
      <Card>
        <EmptyState
          title="No source yet"
          className="min-h-72"
          action={
            <Link href="/" className={buttonVariants({ variant: "primary" })}>
              Connect the first
            </Link>
          }
        >
          Calls are listed here once a usage export or a gateway log was read.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <EmptyState
        title="No data in this range"
        className="min-h-72"
        action={
          scope.label === "Last 90 days" && can(user.role, "view_sources") ? (
            <Link href="/sources" className={buttonVariants({ variant: "primary" })}>
              See what the sources brought
            </Link>
          ) : (
            <Button variant="primary" onClick={() => change({ range: "days90", from: null, to: null })}>
              Show the last 90 days
            </Button>
          )
        }
      >
        {sources === 1 ? "One source is" : `${sources} sources are`} connected; none has calls between {scope.from} and {scope.to}.
      </EmptyState>
    </Card>
  );
}
