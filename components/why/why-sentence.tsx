"use client";

import Link from "next/link";
import { scopeHref, useScope } from "../filters/use-scope";
import { StaleNote } from "../panels/stale-note";
import { cn } from "../ui/cn";
import { Skeleton } from "../ui/skeleton";
import { whyQuestion } from "./question";
import { useExplanation } from "./use-explanation";

/** What moved, in one sentence, with the way to all of it. Nothing where nothing is compared. */
export function WhySentence() {
  const { state, scope } = useScope();
  const { explanation, stale, ...rest } = useExplanation(scope.previous ? whyQuestion(scope, "sentence") : null);
  if (!scope.previous) return null;
  return (
    <section
      aria-label="What moved"
      className={cn("rounded-lg border bg-card px-4 py-3 transition-opacity", stale && "opacity-60")}
      aria-busy={stale}
    >
      {explanation ? (
        <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <span title={`Compared with ${scope.previous.label}`}>{explanation.sentence}</span>
          <Link
            href={scopeHref("/why", { state })}
            prefetch={false}
            className="whitespace-nowrap text-primary text-xs underline-offset-4 hover:underline print:hidden"
          >
            explain →
          </Link>
        </p>
      ) : rest.error ? null : (
        <Skeleton className="h-5 max-w-xl" />
      )}
      <StaleNote state={rest} />
    </section>
  );
}
