"use client";

import { formatUsd, isZero } from "../../lib/money";
import type { Explanation } from "../../lib/why/explanation";
import { useScope } from "../filters/use-scope";
import { writeEntry } from "../filters/where";
import { ChangeCell } from "../panels/change-cell";
import { describeChange } from "../panels/figure";
import { valueLabel } from "../panels/value-label";
import { Card, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from "../ui/table";
import { signedCents } from "./words";

type Contributors = Explanation["contributors"][number];

/** Where the column behind it is hidden. */
const LAST = "max-sm:pr-4! xl:pr-4!";

const TITLES: Record<Contributors["dimension"], string> = {
  feature: "Features",
  customer: "Customers",
  model: "Models",
  api_key: "API keys",
};

/** The values of a dimension whose cost changed most, and what is left. A row narrows the page to it. */
export function ContributorTable({ contributors: { dimension, values, rest }, change }: { contributors: Contributors; change: string }) {
  const { scope, toggle } = useScope();
  const title = TITLES[dimension];
  return (
    <Card aria-label={`${title} that changed most`} className="break-inside-avoid">
      <CardHeader className="min-h-10">
        <CardTitle>{title} that changed most</CardTitle>
      </CardHeader>
      {values.length === 0 ? (
        <EmptyState title="Nothing in these periods" />
      ) : (
        <Table className="[&_td]:px-1.5 [&_th]:px-1.5 xl:max-2xl:[&_td]:px-1 xl:max-2xl:[&_th]:px-1 max-sm:[&_td]:px-1 max-sm:[&_th]:px-1">
          <TableHeader>
            <TableRow>
              <TableHead className="w-full">{title.replace(/s$/, "")}</TableHead>
              <TableHead numeric>Before</TableHead>
              <TableHead numeric>After</TableHead>
              <TableHead numeric className={LAST}>
                Change
              </TableHead>
              <TableHead numeric className="max-sm:hidden xl:hidden">
                <abbr title="Change in percent" className="no-underline">
                  Δ
                </abbr>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {values.map((one) => {
              const name = one.label ?? valueLabel(dimension, one.value);
              const set = scope.where.includes(writeEntry({ dimension, value: one.value }));
              const moved = describeChange(one.before, one.after, "column");
              return (
                <TableRow key={`=${one.value ?? ""}`}>
                  <TableCell className="w-full min-w-20 max-w-0">
                    <button
                      type="button"
                      className={cn(
                        "line-clamp-3 max-w-full break-words rounded-sm text-left hover:text-primary hover:underline",
                        set && "font-medium text-primary",
                        one.value == null && "text-muted-foreground",
                      )}
                      title={one.value != null && one.value !== name ? `${name} (${one.value})` : name}
                      aria-pressed={set}
                      onClick={() => toggle({ dimension, value: one.value })}
                    >
                      {name}
                    </button>
                  </TableCell>
                  <TableCell numeric>{one.before === "0" ? "0" : formatUsd(one.before)}</TableCell>
                  <TableCell numeric>{one.after === "0" ? "0" : formatUsd(one.after)}</TableCell>
                  <TableCell
                    numeric
                    className={cn("font-medium", LAST)}
                    title={[formatUsd(one.change, "exact"), moved?.words].filter(Boolean).join(", ")}
                  >
                    {signedCents(one.change)}
                  </TableCell>
                  <ChangeCell change={moved} className="max-sm:hidden xl:hidden" />
                </TableRow>
              );
            })}
            {isZero(rest) ? null : (
              <TableRow>
                <TableCell className="text-muted-foreground">All others</TableCell>
                <TableCell />
                <TableCell />
                <TableCell numeric className={LAST}>
                  {signedCents(rest)}
                </TableCell>
                <TableCell className="max-sm:hidden xl:hidden" />
              </TableRow>
            )}
          </TableBody>
          <TableFooter>
            <TableRow>
              <TableCell>Total</TableCell>
              <TableCell />
              <TableCell />
              <TableCell numeric className={LAST}>
                {signedCents(change)}
              </TableCell>
              <TableCell className="max-sm:hidden xl:hidden" />
            </TableRow>
          </TableFooter>
        </Table>
      )}
    </Card>
  );
}
