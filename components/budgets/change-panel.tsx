"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { StandingBudget } from "../../lib/budgets/budget";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { dayText } from "../filters/scope";
import { minuteText } from "../sources/words";
import { Card, CardContent, CardHeader, CardTitle } from "../ui/card";
import { Skeleton } from "../ui/skeleton";
import { periodHref } from "./period-href";
import { whereOf } from "./words";

/** Why the cost of this period is another than before, in the sentence that alerts use; its steps have a page of their own. */
export function ChangePanel({ budget }: { budget: StandingBudget }) {
  const { scope, current } = budget;
  const input = { from: current.from, to: current.to, where: whereOf(scope), detail: "sentence" as const };
  const { data, error } = useQuery({ queryKey: ["why", input], queryFn: ({ signal }) => call("explain", input, { signal }) });
  return (
    <Card aria-label="Why it changed">
      <CardHeader>
        <CardTitle>Why it changed</CardTitle>
        <Link className="text-primary text-sm underline-offset-4 hover:underline" href={periodHref("/why", budget, input.where)}>
          Explain it step by step →
        </Link>
      </CardHeader>
      <CardContent>
        {data ? (
          <>
            <p className="text-base">{data.sentence}</p>
            <p className="pt-1 text-muted-foreground text-xs">
              Compared with {data.before.from} to {data.before.to}, exclusive
              {data.perDay ? "; both per day, since they differ in length" : ""}.
            </p>
          </>
        ) : error ? (
          <p role="alert" className="text-muted-foreground text-sm">
            {errorMessage(error)}
          </p>
        ) : (
          <Skeleton className="h-11" />
        )}
      </CardContent>
    </Card>
  );
}

/** "Oct 22, 12:56" of an instant; a date stands for its midnight. */
function endText(end: string, zone: string): string {
  if (end.length === 10) return `${dayText(end)}, 00:00`;
  const minute = minuteText(end, zone);
  return `${dayText(minute.slice(0, 10))}, ${minute.slice(11)}`;
}
