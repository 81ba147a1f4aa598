"use client";

import Link from "next/link";
import { useState } from "react";
import type { StandingBudget } from "../../lib/budgets/budget";
import { divide } from "../../lib/money";
import { colorsFor, OTHER_COLOR } from "../charts/colors";
import { scopeOf } from "../filters/scope";
import { scopeHref } from "../filters/use-scope";
import { ChangeCell } from "../panels/change-cell";
import { useFrame } from "../panels/data-context";
import { describeChange, shareText } from "../panels/figure";
import { sumKnown } from "../panels/stack";
import { StaleNote } from "../panels/stale-note";
import { useMetric } from "../panels/use-metric";
import { valueLabel } from "../panels/value-label";
import { Card, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { narrowedTo } from "../why/question";
import { amountText } from "./measure";
import { periodState } from "./period-scope";
import { contributorsBefore, contributorsQuestion } from "./questions";

const DIMENSIONS = ["feature", "model", "team", "customer", "api_key", "project", "provider"];

/** Who makes up what this budget counts, the largest first, each beside what it was in the span before. */
export function Contributors({ budget }: { budget: StandingBudget }) {
  const { metrics, dimensions, zone, now } = useFrame();
  const { metric, scope, about: measure } = budget;
  const known = metrics.find(({ id }) => id === metric)?.dimensions;
  const offered = DIMENSIONS.flatMap((id) => dimensions.filter((one) => one.id === id && (!known || known.includes(one.id))));
  // Where a scope is one feature, its models tell more.
  const narrowed = scope.filter(({ values }) => values.length === 1).map(({ dimension }) => dimension);
  const first = offered.find(({ id }) => !narrowed.includes(id)) ?? offered[0];
  const [picked, setPicked] = useState<string | null>(null);
  const dimension = picked ?? first?.id ?? "model";
  const period = periodState(budget);
  const { previous } = scopeOf(period, zone, now);
  const state = useMetric(contributorsQuestion(budget, dimension));
  const before = useMetric(previous ? contributorsBefore(budget, dimension, previous) : null).answer;
  const { answer } = state;
  const rows = answer?.meta.by[0] === dimension ? answer.data : null;
  const rest = answer?.meta.other ? answer.rest?.[0]?.[metric] : undefined;
  const total = measure.sum ? sumKnown([...(rows ?? []).map((row) => row[metric] ?? null), rest ?? null]) : null;
  const earlier = new Map(before?.data.map((row) => [row[dimension] ?? null, row[metric] ?? null]));
  // A value that a whole answer lacks came to nothing before.
  const missing = before && before.meta.next == null && measure.sum ? "0" : null;
  const colors = colorsFor((rows ?? []).map((row) => row[dimension] ?? null));
  return (
    <Card aria-label="Contributors" aria-busy={state.stale} className={cn("transition-opacity", state.stale && "opacity-60")}>
      <CardHeader className="py-3">
        <CardTitle>Who makes it up</CardTitle>
        <Select value={dimension} onValueChange={setPicked}>
          <SelectTrigger className="h-7 text-xs" aria-label="Split by">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {offered.map(({ id, label }) => (
              <SelectItem key={id} value={id}>
                {label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </CardHeader>
      {!rows ? (
        state.error ? null : (
          <Skeleton className="mx-4 mb-4 h-[280px]" />
        )
      ) : rows.length === 0 ? (
        <EmptyState title="Nothing in this period yet" />
      ) : (
        <Table className="[&_td]:px-2 [&_th]:px-2">
          <TableHeader>
            <TableRow>
              <TableHead className="w-full">{dimensions.find(({ id }) => id === dimension)?.label ?? dimension}</TableHead>
              <TableHead numeric>{measure.label}</TableHead>
              <TableHead numeric>
                <abbr title={previous ? `Change on ${previous.label}` : "Change"} className="no-underline">
                  Δ
                </abbr>
              </TableHead>
              {measure.sum ? <TableHead numeric>Share</TableHead> : null}
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map((row) => {
              const value = row[dimension] ?? null;
              const amount = row[metric] ?? null;
              const label = valueLabel(dimension, value, answer?.meta.labels);
              const moved = describeChange(earlier.has(value) ? earlier.get(value) : missing, amount, "column");
              return (
                <TableRow key={`=${value ?? ""}`}>
                  <TableCell className="w-full min-w-24 max-w-0">
                    <Link
                      href={scopeHref("/", { state: period, where: narrowedTo(period.where, { dimension, value }) })}
                      className="flex items-center gap-2 hover:text-primary hover:underline"
                      title={label}
                    >
                      <span
                        aria-hidden
                        className="size-2 shrink-0 rounded-[2px]"
                        style={{ background: colors.get(value) ?? OTHER_COLOR }}
                      />
                      <span className="truncate">{label}</span>
                    </Link>
                  </TableCell>
                  <TableCell numeric title={amount == null ? "Unknown" : amountText(amount, measure, "exact")}>
                    {amountText(amount, measure, "table")}
                  </TableCell>
                  <ChangeCell change={moved} />
                  {measure.sum ? (
                    <TableCell numeric>{shareText(amount == null || total == null ? null : divide(amount, total))}</TableCell>
                  ) : null}
                </TableRow>
              );
            })}
            {rest !== undefined ? (
              <TableRow>
                <TableCell className="text-muted-foreground">Other</TableCell>
                <TableCell numeric>{amountText(rest, measure, "table")}</TableCell>
                <ChangeCell change={null} />
                {measure.sum ? (
                  <TableCell numeric>{shareText(rest == null || total == null ? null : divide(rest, total))}</TableCell>
                ) : null}
              </TableRow>
            ) : null}
          </TableBody>
        </Table>
      )}
      <StaleNote state={state} className="px-4 py-2" />
    </Card>
  );
}
