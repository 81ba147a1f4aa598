"use client";

import Link from "next/link";
import type { StandingBudget } from "../../lib/budgets/budget";
import type { BudgetHistory } from "../../lib/budgets/history";
import { minuteText } from "../sources/words";
import { Badge } from "../ui/badge";
import { Card, CardHeader, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { amountText } from "./measure";
import { percent, periodName } from "./words";

/** What it told, newest first; each leads to its numbers as they were. Lines that were passed without telling are named below. */
export function BudgetEvents({ budget, events }: { budget: StandingBudget; events: BudgetHistory["events"] }) {
  const { about: measure, period, current } = budget;
  const silent = current.crossings.filter(({ superseded }) => superseded);
  const undone = current.crossings.filter(({ belowSince }) => belowSince != null);
  return (
    <Card aria-label="What it told">
      <CardHeader className="py-3">
        <CardTitle>What it told</CardTitle>
      </CardHeader>
      {events.length === 0 ? (
        <EmptyState title="Nothing yet" className="min-h-24">
          Each threshold tells once in a {period}: {budget.thresholds.map(percent).join(", ")}
          {budget.forecastThresholds.length > 0 ? `, and of the forecast ${budget.forecastThresholds.map(percent).join(", ")}` : ""}.
        </EmptyState>
      ) : (
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead className="max-sm:hidden">When</TableHead>
              <TableHead className="w-full">What</TableHead>
              <TableHead numeric>Line</TableHead>
              <TableHead>Basis</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {events.map(({ id, kind, title, at, period: from, threshold, line }) => (
              <TableRow key={id}>
                <TableCell className="whitespace-nowrap max-sm:hidden">{minuteText(at, current.zone)}</TableCell>
                <TableCell>
                  <Link href={`/alerts/${id}`} className="text-primary underline-offset-4 hover:underline">
                    {title || `${percent(threshold)} of ${periodName(period, from)}`}
                  </Link>
                  <span className="block text-2xs text-muted-foreground sm:hidden">{minuteText(at, current.zone)}</span>
                </TableCell>
                <TableCell numeric title={amountText(line, measure, "exact")}>
                  {percent(threshold)} · {amountText(line, measure)}
                </TableCell>
                <TableCell className="whitespace-nowrap">
                  <Badge>{kind === "forecast" ? "forecast" : "actual"}</Badge>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {silent.length + undone.length > 0 ? (
        <p className="border-t px-4 py-2 text-muted-foreground text-xs">
          {[
            ...silent.map(({ threshold }) => `${percent(threshold)} was reached together with a higher threshold, which told`),
            ...undone.map(
              ({ threshold, belowSince }) =>
                `restated data puts it below ${percent(threshold)} again since ${minuteText(belowSince, current.zone)}`,
            ),
          ].join(" · ")}
        </p>
      ) : null}
    </Card>
  );
}
