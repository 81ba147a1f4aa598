"use client";

import { formatCount, formatUsd, isZero, round } from "../../lib/money";
import type { Explanation } from "../../lib/why/explanation";
import { FilterBar } from "../filters/filter-bar";
import { FilterChips } from "../filters/filter-chips";
import { useScope } from "../filters/use-scope";
import { Page } from "../layout/page";
import { EmptyPage, useEmptiness } from "../panels/empty-page";
import { PrintHeading } from "../panels/print-heading";
import { StaleNote } from "../panels/stale-note";
import { TruthStrip } from "../panels/truth-strip";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { Skeleton } from "../ui/skeleton";
import { Bridge } from "./bridge";
import { ContributorTable } from "./contributors";
import { FeatureTable } from "./feature-table";
import { MethodNote } from "./method-note";
import { whyQuestion } from "./question";
import { useExplanation } from "./use-explanation";

/** Why cost changed: one sentence, the steps between both periods, each feature's, and who contributed. */
export function Why() {
  return (
    <Page title="Why" bar={<FilterBar />} footer={<TruthStrip />}>
      <PrintHeading />
      <FilterChips />
      <Explained />
    </Page>
  );
}

function Explained() {
  const { scope } = useScope();
  const emptiness = useEmptiness();
  const state = useExplanation(whyQuestion(scope));
  const { explanation, stale } = state;
  if (explanation?.change == null && emptiness) return <EmptyPage why={emptiness} />;
  if (!explanation) {
    if (!state.error) return <Waiting />;
    return (
      <Card>
        <StaleNote state={state} className="px-4 py-6" />
      </Card>
    );
  }
  return (
    <div className={cn("grid gap-4 transition-opacity [&>*]:min-w-0", stale && "opacity-60")} aria-busy={stale}>
      <Head explanation={explanation} />
      <StaleNote state={state} />
      {explanation.change == null ? null : (
        <>
          {isZero(explanation.change) && explanation.features.length === 0 ? null : <Bridge explanation={explanation} />}
          {explanation.features.length > 0 ? <FeatureTable explanation={explanation} /> : null}
          <div className="grid items-start gap-4 xl:grid-cols-3 print:grid-cols-1 [&>*]:min-w-0">
            {explanation.contributors
              // Features stand above, with their steps.
              .filter(({ dimension }) => dimension !== "feature")
              .map((one) => (
                <ContributorTable key={one.dimension} contributors={one} change={explanation.change ?? "0"} />
              ))}
          </div>
        </>
      )}
      <MethodNote />
    </div>
  );
}

function Head({ explanation: { sentence, before, after, perDay } }: { explanation: Explanation }) {
  const { scope } = useScope();
  const unit = perDay ? " a day" : "";
  const span = (label: string, one: Explanation["before"], range: string) => (
    <div className="min-w-0">
      <dt className="text-muted-foreground">{label}</dt>
      <dd>
        <span className="font-medium" title={one.cost == null ? "Unknown" : formatUsd(one.cost, "exact")}>
          {formatUsd(one.cost)}
          {unit}
        </span>{" "}
        · {formatCount(one.requests)} requests{unit} · <span title={`${one.from} to ${one.to}, exclusive`}>{range}</span> ·{" "}
        {round(one.days, 1)} {one.days === "1" ? "day" : "days"}
      </dd>
    </div>
  );
  return (
    <Card aria-label="In one sentence" className="grid gap-3 p-4">
      <p className="font-semibold text-lg leading-snug">{sentence}</p>
      <dl className="grid gap-2 text-xs sm:grid-cols-2">
        {span("Before", before, scope.previous?.label ?? `${before.from} to ${before.to}`)}
        {span("After", after, scope.label)}
      </dl>
    </Card>
  );
}

function Waiting() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-4">
      {[112, 360, 320].map((height) => (
        <div key={height} style={{ height }}>
          <Skeleton className="h-full rounded-lg border bg-card" />
        </div>
      ))}
    </div>
  );
}
