"use client";

import { can } from "../../lib/auth/can";
import { divide, formatCount, formatUsd, subtract } from "../../lib/money";
import { colorsFor, OTHER_COLOR } from "../charts/colors";
import { useScope } from "../filters/use-scope";
import { ValueButton } from "../filters/value-button";
import { writeEntry } from "../filters/where";
import { useShell } from "../layout/shell-context";
import { UnseenHead } from "../tables/unseen-head";
import { Card, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from "../ui/table";
import { ChangeLink } from "../why/change-link";
import { narrowedTo } from "../why/question";
import { ChangeText } from "./change-cell";
import { centsColumn, describeChange, shareText } from "./figure";
import { breakdown, breakdownBefore } from "./questions";
import { sumKnown } from "./stack";
import { StaleNote } from "./stale-note";
import { useMetric } from "./use-metric";
import { valueLabel } from "./value-label";
import { WatchCell } from "./watch-cell";

const NO_PRICE = "Unknown: none of these calls has a price";

/** The eight largest values of a dimension by cost, the rest in one row, and the total of both. A row filters the page. */
export function Breakdown({ dimension, title }: { dimension: string; title: string }) {
  const { scope, toggle } = useScope();
  const manages = can(useShell().user.role, "manage_budgets");
  const state = useMetric(breakdown(scope, dimension));
  const before = useMetric(scope.previous ? breakdownBefore(scope, dimension, scope.previous) : null);
  const { answer } = state;
  const rest = answer?.rest?.[0];
  const rows = [
    ...(answer?.data ?? []).map((row) => ({ row, other: false })),
    ...(rest && answer?.meta.other ? [{ row: rest, other: true }] : []),
  ];
  const costs = rows.map(({ row }) => row.cost ?? null);
  const total = sumKnown(costs);
  const requests = sumKnown(rows.map(({ row }) => row.requests ?? null));
  const cents = centsColumn(costs);
  const colors = colorsFor(rows.filter(({ other }) => !other).map(({ row }) => row[dimension] ?? null));
  const earlier = new Map(before.answer?.data.map((row) => [row[dimension] ?? null, row.cost ?? null]));
  const earlierTotal = before.answer && before.answer.meta.next == null ? sumKnown([...earlier.values()]) : null;
  const earlierRest =
    earlierTotal == null
      ? null
      : subtract(
          earlierTotal,
          sumKnown(rows.flatMap(({ row, other }) => (other ? [] : [earlier.get(row[dimension] ?? null) ?? null]))) ?? "0",
        );
  // A value that the answer lacks cost nothing before, unless the answer was cut.
  const earlierOf = (value: string | null) =>
    earlier.has(value) ? earlier.get(value) : before.answer && before.answer.meta.next == null ? "0" : null;

  return (
    <Card aria-label={title} className={cn("break-inside-avoid transition-opacity", state.stale && "opacity-60")} aria-busy={state.stale}>
      <CardHeader className="min-h-10">
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      {answer ? (
        rows.length === 0 ? (
          <EmptyState title="Nothing in this range" />
        ) : (
          <Table className="[&_td]:px-2 [&_th]:px-2 max-sm:[&_td]:px-1.5 max-sm:[&_th]:px-1.5">
            <TableHeader>
              <TableRow>
                <TableHead className="w-full">{title.replace(/s$/, "")}</TableHead>
                <TableHead numeric>Cost</TableHead>
                <TableHead numeric>
                  <abbr title="Cost per 1,000 requests" className="no-underline">
                    /1k
                  </abbr>
                </TableHead>
                <TableHead numeric>
                  <abbr
                    title={scope.previous ? `Change of cost on ${scope.previous.label}` : "Change: no comparison is chosen"}
                    className="no-underline"
                  >
                    Δ
                  </abbr>
                </TableHead>
                <TableHead className="max-sm:hidden">Share</TableHead>
                <TableHead numeric className="max-sm:hidden">
                  Requests
                </TableHead>
                {manages ? <UnseenHead className="w-7 max-sm:hidden print:hidden">More</UnseenHead> : null}
              </TableRow>
            </TableHeader>
            <TableBody>
              {rows.map(({ row, other }, index) => {
                const value = other ? null : (row[dimension] ?? null);
                const label = other ? "Other" : valueLabel(dimension, value, answer.meta.labels);
                const share = row.cost == null || total == null ? null : divide(row.cost, total);
                const moved = scope.previous ? describeChange(other ? earlierRest : earlierOf(value), row.cost, "column") : null;
                const set = !other && scope.where.includes(writeEntry({ dimension, value }));
                return (
                  <TableRow key={other ? "other" : `=${value ?? ""}`} className="group">
                    <TableCell className="w-full min-w-24 max-w-0">
                      {other ? (
                        <span className="text-muted-foreground">{label}</span>
                      ) : (
                        <ValueButton
                          label={label}
                          title={value != null && value !== label ? `${label} (${value})` : label}
                          set={set}
                          missing={value == null}
                          onPick={() => toggle({ dimension, value })}
                        />
                      )}
                      <span className="block whitespace-nowrap text-2xs text-muted-foreground sm:hidden">
                        {formatCount(row.requests ?? null)} req · {shareText(share)}
                      </span>
                    </TableCell>
                    <TableCell numeric title={row.cost == null ? NO_PRICE : formatUsd(row.cost, "exact")}>
                      {cents[index]}
                    </TableCell>
                    <TableCell numeric title={row.cost_per_1k_requests == null ? NO_PRICE : formatUsd(row.cost_per_1k_requests, "exact")}>
                      {formatUsd(row.cost_per_1k_requests ?? null)}
                    </TableCell>
                    <TableCell numeric className="text-muted-foreground">
                      {moved && !other ? (
                        <ChangeLink change={moved} against={scope.previous?.label ?? null} entry={{ dimension, value }} />
                      ) : (
                        <ChangeText change={moved} />
                      )}
                    </TableCell>
                    <TableCell className="max-sm:hidden">
                      <Share share={share} color={other ? OTHER_COLOR : (colors.get(value) ?? OTHER_COLOR)} />
                    </TableCell>
                    <TableCell numeric className="max-sm:hidden">
                      {formatCount(row.requests ?? null)}
                    </TableCell>
                    {manages ? (
                      <WatchCell
                        where={other ? null : narrowedTo(scope.where, { dimension, value })}
                        about={label}
                        onHover
                        className="max-sm:hidden"
                      />
                    ) : null}
                  </TableRow>
                );
              })}
            </TableBody>
            <TableFooter>
              <TableRow>
                <TableCell>Total</TableCell>
                <TableCell numeric>{centsColumn([total])[0]}</TableCell>
                <TableCell />
                <TableCell />
                <TableCell className="max-sm:hidden" />
                <TableCell numeric className="max-sm:hidden">
                  {formatCount(requests)}
                </TableCell>
                {manages ? <TableCell className="max-sm:hidden print:hidden" /> : null}
              </TableRow>
            </TableFooter>
          </Table>
        )
      ) : state.error ? null : (
        <Skeleton className="mx-4 mb-4 h-[324px]" />
      )}
      <StaleNote state={state} className="px-4 py-2" />
    </Card>
  );
}

function Share({ share, color }: { share: string | null; color: string }) {
  return (
    <span className="flex items-center gap-2">
      {/* Where two cards stand side by side on a small screen, names need its room. */}
      <span className="h-2 w-10 overflow-hidden rounded-[2px] bg-muted sm:max-lg:hidden xl:max-2xl:w-6 xl:max-[1400px]:hidden" aria-hidden>
        <span className="block h-full" style={{ width: `${Math.max(0, Number(share ?? 0)) * 100}%`, background: color }} />
      </span>
      <span className="w-12 whitespace-nowrap text-right text-muted-foreground">{shareText(share)}</span>
    </span>
  );
}
