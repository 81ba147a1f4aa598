"use client";

import type { Grain } from "../../lib/time";
import { bucketLabel } from "../charts/bucket-label";
import { ScrollingTable, StickyHeader } from "../panels/scrolling-table";
import { Table, TableBody, TableCell, TableHead, TableRow } from "../ui/table";
import type { BurnStep } from "./burn-steps";
import { amountText, type Measure } from "./measure";

/** The twin of the burn-down chart, from the period's first day to its last. */
export function BurnTable({ steps, grain, measure }: { steps: readonly BurnStep[]; grain: Grain; measure: Measure }) {
  const text = (value: string | null | undefined) => amountText(value ?? null, measure, "table");
  return (
    <ScrollingTable label="Burn-down as a table">
      <Table>
        <StickyHeader>
          <TableRow>
            <TableHead>{grain === "hour" ? "Hour" : "Day"}</TableHead>
            {measure.sum ? <TableHead numeric>Added</TableHead> : null}
            <TableHead numeric>{measure.sum ? "So far" : measure.label}</TableHead>
            {measure.sum ? (
              <>
                <TableHead numeric>Expected</TableHead>
                <TableHead numeric>Forecast</TableHead>
                <TableHead numeric>In 8 of 10 cases</TableHead>
              </>
            ) : null}
          </TableRow>
        </StickyHeader>
        <TableBody>
          {steps.map(({ key, added, actual, expected, forecast, partial }) => (
            <TableRow key={key}>
              <TableCell className="whitespace-nowrap">
                {bucketLabel(key, grain)}
                {partial ? <span className="text-muted-foreground"> (not complete)</span> : null}
              </TableCell>
              {measure.sum ? <TableCell numeric>{text(added)}</TableCell> : null}
              <TableCell numeric>{text(actual)}</TableCell>
              {measure.sum ? (
                <>
                  <TableCell numeric>{text(expected)}</TableCell>
                  <TableCell numeric>{text(forecast?.value)}</TableCell>
                  <TableCell numeric>{forecast ? `${text(forecast.low)} – ${text(forecast.high)}` : "—"}</TableCell>
                </>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollingTable>
  );
}
