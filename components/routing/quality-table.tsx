"use client";

import { useState } from "react";
import { hrefOf } from "../../lib/http/client";
import { formatCount, formatRatio, formatUsd } from "../../lib/money";
import { LEAST_OUTCOMES } from "../../lib/routing/net-figures";
import { Whisker } from "../charts/whisker";
import { useScope } from "../filters/use-scope";
import { ValueButton } from "../filters/value-button";
import { writeEntry } from "../filters/where";
import { CsvLink } from "../panels/csv-link";
import { callCost, shareText } from "../panels/figure";
import { StaleNote } from "../panels/stale-note";
import { useMetric } from "../panels/use-metric";
import { Button } from "../ui/button";
import { Card, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { type QualityRow, qualityRows, rateDomain } from "./quality-rows";
import { qualityBy } from "./questions";
import { SendOutcomes } from "./send-outcomes";

const SHOWN = 12;

/** How often a model or a feature succeeds, how sure that is, and what a success costs. */
export function QualityTable({ dimension, title }: { dimension: "model" | "feature"; title: string }) {
  const { scope } = useScope();
  const question = qualityBy(scope, dimension);
  const state = useMetric(question);
  const rows = state.answer && qualityRows(state.answer, dimension);
  return (
    <Card aria-label={title} aria-busy={state.stale} className="break-inside-avoid">
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <CsvLink href={hrefOf("query", { ...question, limit: undefined, format: "csv" })} className="print:hidden" />
      </CardHeader>
      <div className={cn("transition-opacity", state.stale && "opacity-60")}>
        {!rows ? (
          state.error ? null : (
            <Skeleton className="mx-4 mb-4 h-48" />
          )
        ) : rows.length === 0 ? (
          <EmptyState title="No outcomes in this range" action={<SendOutcomes />}>
            How often requests succeed is known once somebody tells how they ended.
          </EmptyState>
        ) : (
          <Rows dimension={dimension} rows={rows} />
        )}
      </div>
      <StaleNote state={state} className="px-4 py-2" />
    </Card>
  );
}

function Rows({ dimension, rows }: { dimension: string; rows: readonly QualityRow[] }) {
  const { scope, toggle } = useScope();
  const [all, setAll] = useState(false);
  const domain = rateDomain(rows);
  const percent = (end: number) => formatRatio(String(end));
  return (
    <>
      <Table className="[&_td]:px-2 [&_th]:px-2 max-sm:[&_td]:px-1.5 max-sm:[&_th]:px-1.5">
        <TableHeader>
          <TableRow>
            <TableHead>{dimension === "model" ? "Model" : "Feature"}</TableHead>
            <TableHead numeric>Success</TableHead>
            <TableHead className="w-full min-w-32 max-sm:hidden">
              {rows.some(({ rate }) => rate) ? (
                <span className="flex justify-between gap-2 font-normal text-2xs" title="95 % interval, by Wilson's score">
                  <span>{percent(domain[0])}</span>
                  <span>{percent(domain[1])}</span>
                </span>
              ) : (
                <span className="sr-only">Interval</span>
              )}
            </TableHead>
            <TableHead numeric>Outcomes</TableHead>
            <TableHead numeric>
              <abbr title="Cost of all requests that have an outcome ÷ successes" className="no-underline">
                Per success
              </abbr>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {(all ? rows : rows.slice(0, SHOWN)).map(({ value, label, outcomes, successes, rate, costPerSuccess }) => (
            <TableRow key={`=${value ?? ""}`}>
              <TableCell className="min-w-22 max-w-40 sm:min-w-42 sm:max-w-56">
                <ValueButton
                  label={label}
                  set={scope.where.includes(writeEntry({ dimension, value }))}
                  missing={value == null}
                  onPick={() => toggle({ dimension, value })}
                />
              </TableCell>
              {rate ? (
                <>
                  <TableCell numeric title={`95 % sure between ${formatRatio(rate.low)} and ${formatRatio(rate.high)}`}>
                    {shareText(rate.value)}
                    <span className="block text-2xs text-muted-foreground">
                      {formatRatio(rate.low)} – {formatRatio(rate.high)}
                    </span>
                  </TableCell>
                  <TableCell className="max-sm:hidden">
                    <Whisker rate={Number(rate.value)} low={Number(rate.low)} high={Number(rate.high)} domain={domain} />
                  </TableCell>
                </>
              ) : (
                <>
                  <TableCell
                    numeric
                    className="text-muted-foreground"
                    title={`${formatCount(successes)} of ${formatCount(outcomes)} succeeded`}
                  >
                    <span className="sm:hidden">too few</span>
                    <span className="max-sm:hidden">—</span>
                  </TableCell>
                  <TableCell
                    className="whitespace-nowrap text-muted-foreground max-sm:hidden"
                    title={`${LEAST_OUTCOMES} are needed to say how sure a rate is`}
                  >
                    too few outcomes
                  </TableCell>
                </>
              )}
              <TableCell numeric>{formatCount(outcomes)}</TableCell>
              <TableCell numeric title={costPerSuccess == null ? "No success, or no known cost" : formatUsd(costPerSuccess, "exact")}>
                {callCost(costPerSuccess)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {rows.length > SHOWN ? (
        <div className="border-t px-4 py-2 print:hidden">
          <Button variant="link" size="inline" className="text-xs" onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show all ${rows.length}`}
          </Button>
        </div>
      ) : null}
    </>
  );
}
