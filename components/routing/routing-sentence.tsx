"use client";

import { StaleNote } from "../panels/stale-note";
import { cn } from "../ui/cn";
import { Skeleton } from "../ui/skeleton";
import { NextStep } from "./next-step";
import { routingSentence } from "./sentence";
import { useRouting } from "./use-routing";

/** What routing was worth in one sentence, what that leaves out, and the one next step. */
export function RoutingSentence() {
  const { answer, stale, ...rest } = useRouting("routingNet");
  const sentence = answer ? routingSentence(answer.total) : null;
  // The key figures above say that they could not be read.
  if (!sentence && rest.error) return null;
  return (
    <section
      aria-label="In one sentence"
      aria-busy={stale}
      className={cn("rounded-lg border bg-card px-4 py-3 transition-opacity", stale && "opacity-60")}
    >
      {sentence ? (
        <>
          <p className="font-semibold text-lg leading-snug">{sentence.text}</p>
          {sentence.caveat || sentence.missing ? (
            <p className="flex flex-wrap items-baseline gap-x-2 pt-1 text-muted-foreground">
              {sentence.caveat}
              <NextStep missing={sentence.missing} />
            </p>
          ) : null}
        </>
      ) : (
        <Skeleton className="h-6 max-w-2xl" />
      )}
      <StaleNote state={rest} />
    </section>
  );
}
