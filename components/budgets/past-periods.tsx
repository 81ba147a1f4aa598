"use client";

import type { StandingBudget } from "../../lib/budgets/budget";
import type { BudgetHistory } from "../../lib/budgets/history";
import { PastBars } from "../charts/past-bars";
import { Plot } from "../charts/plot";
import { Badge } from "../ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { amountText, axisText } from "./measure";
import { PERIOD_WORDS, periodName, STATE_WORDS, shareOfAmount, stateText } from "./words";

/** Periods that ended: what each came to beside its amount, as bars and as a table, newest at the right and on top. */
export function PastPeriods({ budget, periods }: { budget: StandingBudget; periods: BudgetHistory["periods"] }) {
  const { period, about: measure } = budget;
  const inTime = periods.toReversed();
  const name = (from: string) => periodName(period, from, period !== "year");
  return (
    <Card aria-label="Past periods">
      <CardHeader className="py-3">
        <CardTitle>Past {PERIOD_WORDS[period].toLowerCase()}s</CardTitle>
      </CardHeader>
      {periods.length === 0 ? (
        <EmptyState title={`No ${period} of this budget has ended yet`}>It counts from the {period} in which it was set.</EmptyState>
      ) : (
        <>
          <CardContent className="pb-2">
            <Plot
              label={`Past ${period}s: ${periods.length} bars`}
              count={inTime.length}
              words={(index) => {
                const past = inTime[index];
                return past ? `${name(past.from)}: ${amountText(past.spent, measure)} of ${amountText(past.amount, measure)}` : "";
              }}
              tooltip={(index) => {
                const past = inTime[index];
                return past ? (
                  <p>
                    <span className="font-medium">{name(past.from)}</span>
                    <br />
                    {amountText(past.spent, measure, "table")} of {amountText(past.amount, measure, "table")} ({shareOfAmount(past.share)})
                  </p>
                ) : null;
              }}
            >
              <PastBars
                bars={inTime.map(({ spent, amount }) => ({ value: spent == null ? null : Number(spent), line: Number(amount) }))}
                labels={inTime.map(({ from }) =>
                  periodName(period, from)
                    .replace("week of ", "")
                    .slice(0, period === "month" ? 3 : undefined),
                )}
                format={axisText(measure)}
              />
            </Plot>
          </CardContent>
          <Table className="[&_td]:px-2 [&_th]:px-2">
            <TableHeader>
              <TableRow>
                <TableHead className="w-full">{PERIOD_WORDS[period]}</TableHead>
                <TableHead numeric>{measure.sum ? "Spent" : measure.label}</TableHead>
                <TableHead numeric>Amount</TableHead>
                <TableHead numeric>Used</TableHead>
                <TableHead className="max-sm:hidden">Ended</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {periods.map(({ from, spent, amount, share, state }) => (
                <TableRow key={from}>
                  <TableCell className="whitespace-nowrap">
                    {name(from)}
                    <span className="block sm:hidden">
                      <Badge variant={STATE_WORDS[state].variant}>{stateText(state, measure)}</Badge>
                    </span>
                  </TableCell>
                  <TableCell numeric title={amountText(spent, measure, "exact")}>
                    {amountText(spent, measure, "table")}
                  </TableCell>
                  <TableCell numeric>{amountText(amount, measure, "table")}</TableCell>
                  <TableCell numeric>{shareOfAmount(share)}</TableCell>
                  <TableCell className="max-sm:hidden">
                    <Badge variant={STATE_WORDS[state].variant}>{stateText(state, measure)}</Badge>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </>
      )}
    </Card>
  );
}
