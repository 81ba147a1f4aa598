"use client";

import type { Grain } from "../../lib/time";
import { bucketLabel } from "../charts/bucket-label";
import { Table, TableBody, TableCell, TableFooter, TableHead, TableRow } from "../ui/table";
import { centsColumn } from "./figure";
import { ScrollingTable, StickyHeader } from "./scrolling-table";
import type { Stack } from "./stack";
import { valueLabel } from "./value-label";

/** The chart's twin: a row for each bucket, newest first; cents add up along each row. */
export function CostTable({
  stack,
  dimension,
  grain,
  partial,
  labels,
}: {
  stack: Stack;
  dimension: string;
  grain: Grain;
  partial: readonly string[];
  labels?: Record<string, Record<string, string>>;
}) {
  const names = stack.series.map((one) => (one.other ? "Other" : valueLabel(dimension, one.value, labels)));
  const ids = stack.series.map((one) => (one.other ? "other" : `=${one.value ?? ""}`));
  const [total = "—"] = centsColumn([stack.total]);
  return (
    <ScrollingTable label="Cost as a table" className="max-h-[400px]">
      <Table>
        <StickyHeader>
          <TableRow>
            <TableHead>
              {grain[0]?.toUpperCase()}
              {grain.slice(1)}
            </TableHead>
            <TableHead numeric>Total</TableHead>
            {names.map((name, index) => (
              <TableHead key={ids[index]} numeric className="max-w-40 truncate" title={name}>
                {name}
              </TableHead>
            ))}
          </TableRow>
        </StickyHeader>
        <TableBody>
          {stack.buckets.toReversed().map((key) => {
            const index = stack.buckets.indexOf(key);
            const cells = centsColumn(stack.series.map((one) => one.amounts[index]));
            const [sum = "—"] = centsColumn([stack.totals[index]]);
            return (
              <TableRow key={key}>
                <TableCell className="whitespace-nowrap">
                  {bucketLabel(key, grain)}
                  {partial.includes(key) ? <span className="text-muted-foreground"> (not complete)</span> : null}
                </TableCell>
                <TableCell numeric className="font-medium">
                  {sum}
                </TableCell>
                {cells.map((cell, at) => (
                  <TableCell
                    key={ids[at]}
                    numeric
                    title={stack.series[at]?.amounts[index] == null ? "Unknown: no source covers it, or nothing has a price" : undefined}
                  >
                    {cell}
                  </TableCell>
                ))}
              </TableRow>
            );
          })}
        </TableBody>
        <TableFooter>
          <TableRow>
            <TableCell>Total</TableCell>
            <TableCell numeric>{total}</TableCell>
            {centsColumn(stack.series.map((one) => one.total)).map((cell, at) => (
              <TableCell key={ids[at]} numeric>
                {cell}
              </TableCell>
            ))}
          </TableRow>
        </TableFooter>
      </Table>
    </ScrollingTable>
  );
}
