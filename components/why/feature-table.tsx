"use client";

import { useState } from "react";
import { can } from "../../lib/auth/can";
import { formatUsd, isZero, largestRemainder } from "../../lib/money";
import type { Explanation } from "../../lib/why/explanation";
import { STEP_DEFINITIONS, STEP_LABELS, STEP_ORDER } from "../../lib/why/step-words";
import { useScope } from "../filters/use-scope";
import { ValueButton } from "../filters/value-button";
import { writeEntry } from "../filters/where";
import { useShell } from "../layout/shell-context";
import { valueLabel } from "../panels/value-label";
import { WatchCell } from "../panels/watch-cell";
import { UnseenHead } from "../tables/unseen-head";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from "../ui/table";
import { narrowedTo } from "./question";
import { signedCents } from "./words";

const SHOWN = 12;
const NO_PRICE = "Unknown: none of these calls has a price";

/** Each feature's change and its steps; cents add up along each row. A feature filters the page. */
export function FeatureTable({ explanation }: { explanation: Explanation }) {
  const { scope, toggle } = useScope();
  const manages = can(useShell().user.role, "manage_budgets");
  const [all, setAll] = useState(false);
  const { features, perDay } = explanation;
  const shown = all ? features : features.slice(0, SHOWN);
  const columns = STEP_ORDER.filter((step) => features.some((one) => !isZero(one.steps[step])));
  const total = {
    before: explanation.before.cost,
    after: explanation.after.cost,
    change: explanation.change ?? "0",
    steps: explanation.steps,
  };
  return (
    <Card aria-label="Features">
      <CardHeader>
        <CardTitle>Features</CardTitle>
        <CardDescription>Steps add up along each row{perDay ? "; all figures per day" : ""}</CardDescription>
      </CardHeader>
      <Table className="[&_td]:px-2 [&_th]:px-2">
        <TableHeader>
          <TableRow>
            <TableHead className="sticky left-0 z-10 bg-card">Feature</TableHead>
            <TableHead numeric>Before</TableHead>
            <TableHead numeric>After</TableHead>
            <TableHead numeric>Change</TableHead>
            {columns.map((step) => (
              <TableHead key={step} numeric>
                <abbr title={STEP_DEFINITIONS[step]} className="no-underline">
                  {STEP_LABELS[step]}
                </abbr>
              </TableHead>
            ))}
            {manages ? <UnseenHead className="w-7 print:hidden">More</UnseenHead> : null}
          </TableRow>
        </TableHeader>
        <TableBody>
          {shown.map((one) => {
            const name = one.label ?? valueLabel("feature", one.feature);
            const folded = one.feature == null && one.label != null;
            const set = !folded && scope.where.includes(writeEntry({ dimension: "feature", value: one.feature }));
            return (
              <TableRow key={folded ? "folded" : `=${one.feature ?? ""}`}>
                <TableCell className="sticky left-0 z-10 min-w-28 max-w-28 bg-card sm:min-w-36 sm:max-w-56">
                  {folded ? (
                    <span className="text-muted-foreground">{name}</span>
                  ) : (
                    <ValueButton
                      label={name}
                      set={set}
                      missing={one.feature == null}
                      onPick={() => toggle({ dimension: "feature", value: one.feature })}
                    />
                  )}
                </TableCell>
                <Amounts row={one} columns={columns} />
                {manages ? (
                  <WatchCell where={folded ? null : narrowedTo(scope.where, { dimension: "feature", value: one.feature })} about={name} />
                ) : null}
              </TableRow>
            );
          })}
        </TableBody>
        <TableFooter>
          <TableRow>
            <TableCell className="sticky left-0 z-10 bg-card">Total</TableCell>
            <Amounts row={total} columns={columns} />
            {manages ? <TableCell className="print:hidden" /> : null}
          </TableRow>
        </TableFooter>
      </Table>
      {features.length > SHOWN ? (
        <div className="border-t px-4 py-2 print:hidden">
          <Button variant="link" size="inline" className="text-xs" onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show all ${features.length} features`}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function Amounts({
  row,
  columns,
}: {
  row: Pick<Explanation["features"][number], "before" | "after" | "change" | "steps">;
  columns: readonly (typeof STEP_ORDER)[number][];
}) {
  const cents = largestRemainder(columns.map((step) => row.steps[step]));
  return (
    <>
      <TableCell numeric title={row.before == null ? NO_PRICE : formatUsd(row.before, "exact")}>
        {row.before === "0" ? "0" : formatUsd(row.before)}
      </TableCell>
      <TableCell numeric title={row.after == null ? NO_PRICE : formatUsd(row.after, "exact")}>
        {row.after === "0" ? "0" : formatUsd(row.after)}
      </TableCell>
      <TableCell numeric className="font-medium" title={formatUsd(row.change, "exact")}>
        {signedCents(row.change)}
      </TableCell>
      {columns.map((step, index) => (
        <TableCell
          key={step}
          numeric
          title={formatUsd(row.steps[step], "exact")}
          className={isZero(row.steps[step]) ? "text-muted-foreground" : undefined}
        >
          {signedCents(row.steps[step], cents[index])}
        </TableCell>
      ))}
    </>
  );
}
