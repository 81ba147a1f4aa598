"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useQueryStates } from "nuqs";
import { errorCode, errorMessage } from "../../lib/errors";
import { call, hrefOf } from "../../lib/http/client";
import { formatCount, formatUsd } from "../../lib/money";
import { FilterBar } from "../filters/filter-bar";
import { FilterChips } from "../filters/filter-chips";
import { listFilterText } from "../filters/list-filters";
import { listParsers } from "../filters/url-parsers";
import { useScope } from "../filters/use-scope";
import { Page } from "../layout/page";
import { RequestsTable } from "../tables/requests-table";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Segmented } from "../ui/segmented";
import { Skeleton } from "../ui/skeleton";
import { CsvLink } from "./csv-link";
import { useFrame } from "./data-context";
import { EmptyPage, useEmptiness } from "./empty-page";
import { PrintHeading } from "./print-heading";
import { teamLabels } from "./questions";
import { type CallList, listKey, listQuestion, pageBefore } from "./requests-questions";
import { StaleNote } from "./stale-note";
import { TruthStrip } from "./truth-strip";
import { useMetric } from "./use-metric";

const LISTS: { value: CallList; label: string; nothing: string }[] = [
  { value: "all", label: "All calls", nothing: "calls" },
  { value: "requests", label: "Requests", nothing: "requests" },
  { value: "unpriced", label: "Unpriced", nothing: "requests without a price" },
  { value: "failed", label: "Failed", nothing: "failed calls" },
  { value: "cached", label: "Cached", nothing: "answers from a gateway's cache" },
];

/** The calls behind a figure: same range and filters, newest first. */
export function Requests() {
  return (
    <Page title="Requests" bar={<FilterBar comparison={false} calls />} footer={<TruthStrip />}>
      <PrintHeading />
      <FilterChips calls />
      <List />
    </Page>
  );
}

function List() {
  const { scope } = useScope();
  const { zone } = useFrame();
  const queries = useQueryClient();
  const params = useSearchParams();
  const why = useEmptiness();
  const [list, setList] = useQueryStates(listParsers, { history: "push" });
  const { only, cursor } = list;
  const filtered = listFilterText(list);
  const teams = useMetric(teamLabels(scope)).answer?.meta.labels.team;
  const question = listQuestion(scope, list);
  const query = useQuery({
    queryKey: listKey(question),
    queryFn: ({ signal }) => call("listRequests", question, { signal }),
    placeholderData: keepPreviousData,
  });
  const page = query.data;
  const shown = LISTS.find(({ value }) => value === only) ?? LISTS[0];
  const search = params.size > 0 ? `?${params.toString()}` : "";
  if (why && only === "all" && !filtered && cursor == null) return <EmptyPage why={why} />;
  const counts = page?.meta.providerCounts;
  const before = cursor == null ? null : pageBefore(queries, cursor);
  const turn = (to: string | null) => {
    void setList({ cursor: to });
    window.scrollTo({ top: 0 });
  };

  return (
    <Card aria-label="Calls" aria-busy={query.isPlaceholderData}>
      <div className="flex flex-wrap items-center justify-between gap-2 border-b px-4 py-3">
        <div className="-mx-1 max-w-full overflow-x-auto px-1">
          <Segmented
            label="Which calls"
            value={only}
            onChange={(next) => void setList({ only: next, cursor: null })}
            options={LISTS}
            className="print:hidden"
          />
        </div>
        <CsvLink href={hrefOf("listRequests", { ...question, format: "csv" })} className="print:hidden" />
      </div>
      <div className={cn("transition-opacity", query.isPlaceholderData && "opacity-60")}>
        {page ? (
          page.data.length > 0 ? (
            <RequestsTable rows={page.data} zone={zone} search={search} teams={teams} />
          ) : (
            <EmptyState
              title={filtered ? `No ${shown?.nothing ?? "calls"} here: ${filtered}` : `No ${shown?.nothing ?? "calls"} here`}
              className="min-h-72"
              action={
                only === "all" && !filtered ? null : (
                  <Button onClick={() => void setList({ only: null, step: null, outcome: null, cursor: null })}>Show all calls</Button>
                )
              }
            >
              {counts
                ? `${formatCount(counts.requests)} requests of this range are known from provider counts only; they have no calls to list.`
                : null}
            </EmptyState>
          )
        ) : query.error ? null : (
          <Skeleton className="m-4 h-[640px]" />
        )}
        <StaleNote
          state={{
            asOf: query.dataUpdatedAt,
            error: query.error
              ? { code: errorCode(query.error), message: errorMessage(query.error), retry: () => void query.refetch() }
              : null,
          }}
          className="px-4 py-3"
        />
      </div>
      {page && page.data.length > 0 ? (
        <div className="flex flex-wrap items-center justify-between gap-2 border-t px-4 py-3 text-muted-foreground text-xs">
          <span>
            {cursor ? "" : "Newest first. "}Times in {zone}.
            {counts
              ? ` Beside these calls the figures hold ${formatCount(counts.requests)} requests (${formatUsd(counts.cost)}) known from provider counts only.`
              : ""}
          </span>
          <span className="flex gap-2 print:hidden">
            <Button size="sm" disabled={cursor == null} onClick={() => turn(before?.cursor ?? null)}>
              {cursor != null && !before ? "Newest" : "Previous"}
            </Button>
            <Button size="sm" disabled={!page.meta.next || query.isPlaceholderData} onClick={() => turn(page.meta.next)}>
              Next
            </Button>
          </span>
        </div>
      ) : null}
    </Card>
  );
}
