"use client";

import Link from "next/link";
import type { StandingBudget } from "../../lib/budgets/budget";
import { dayText, scopeOf } from "../filters/scope";
import { scopeHref } from "../filters/use-scope";
import { useFrame } from "../panels/data-context";
import { minuteText } from "../sources/words";
import { Card, CardContent, CardHeader, CardTitle } from "../ui/card";
import { Skeleton } from "../ui/skeleton";
import { whyQuestion } from "../why/question";
import { useExplanation } from "../why/use-explanation";
import { periodState } from "./period-scope";

/** Why the cost of this period is another than before, in the sentence that alerts use; its steps have a page of their own. */
export function ChangePanel({ budget }: { budget: StandingBudget }) {
  const { zone, now } = useFrame();
  const state = periodState(budget);
  const { explanation: data, error } = useExplanation(whyQuestion(scopeOf(state, zone, now), "sentence"));
  return (
    <Card aria-label="Why it changed">
      <CardHeader>
        <CardTitle>Why it changed</CardTitle>
        <Link className="text-primary text-sm underline-offset-4 hover:underline" href={scopeHref("/why", { state })} prefetch={false}>
          Explain it step by step →
        </Link>
      </CardHeader>
      <CardContent>
        {data ? (
          <>
            <p className="text-base">{data.sentence}</p>
            <p className="pt-1 text-muted-foreground text-xs">
              Compared with {endText(data.before.from, data.zone)} to {endText(data.before.to, data.zone)}
              {data.perDay ? "; both per day, since they differ in length" : ""}.
            </p>
          </>
        ) : error ? (
          <p role="alert" className="text-muted-foreground text-sm">
            {error.message}
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
