"use client";

import type { ModelRow } from "../../lib/http/operations/prices";
import { formatCount, formatUsd, isZero } from "../../lib/money";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { PriceSource } from "./price-source";
import { CLASS_TEXT, CLASSES, perMillion } from "./words";

/** Models of the last 90 days with the prices that hold today. */
export function ModelTable({ rows, onHistory }: { rows: readonly ModelRow[]; onHistory: (row: ModelRow) => void }) {
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Models in use</CardTitle>
          <CardDescription>
            Prices of today in US dollars per million tokens. Each call takes the price of its own time. Requests and cost of the last 90
            days; a failed call without tokens is a request too, and needs no price.
          </CardDescription>
        </div>
      </CardHeader>
      {rows.length === 0 ? (
        <EmptyState title="No model in the last 90 days">Prices show here once a source names models.</EmptyState>
      ) : (
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>Model</TableHead>
              {CLASSES.map((one) => (
                <TableHead key={one} numeric className="hidden md:table-cell">
                  {CLASS_TEXT[one]}
                </TableHead>
              ))}
              <TableHead numeric className="whitespace-normal">
                Requests, 90 days
              </TableHead>
              <TableHead numeric className="whitespace-normal">
                Cost, 90 days
              </TableHead>
              <TableHead className="hidden lg:table-cell">Price from</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={`${row.provider} ${row.model} ${row.tier}`} className="[&>td]:align-top">
                <TableCell className="md:whitespace-nowrap">
                  <Button
                    variant="link"
                    size="inline"
                    className="text-left text-xs max-md:whitespace-normal max-md:wrap-anywhere"
                    onClick={() => onHistory(row)}
                  >
                    {row.model}
                  </Button>
                  <span className="block text-muted-foreground">
                    {row.provider ?? "no provider named"} · {row.tier}
                  </span>
                  <span className="block text-muted-foreground md:hidden">{shortPrice(row)}</span>
                </TableCell>
                {CLASSES.map((one) => (
                  <TableCell key={one} numeric className="hidden md:table-cell">
                    <Lines row={row} unit={one} />
                  </TableCell>
                ))}
                <TableCell numeric>{formatCount(String(row.requests))}</TableCell>
                <TableCell numeric title={row.cost == null ? "None of it is priced" : formatUsd(row.cost, "exact")}>
                  {row.cost != null && isZero(row.cost) ? "0" : formatUsd(row.cost)}
                </TableCell>
                <TableCell className="hidden max-w-52 truncate lg:table-cell" title={row.price?.source}>
                  {row.entered ? <Badge variant="primary">Entered</Badge> : null} <PriceToday row={row} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

function Lines({ row, unit }: { row: ModelRow; unit: string }) {
  const lines = row.price?.lines.filter((line) => line.unit === unit) ?? [];
  if (lines.length === 0) return <span title="No price for this class">—</span>;
  return lines.map((line) => (
    <span key={line.threshold} className="block">
      {line.threshold > 0 ? (
        <span className="text-muted-foreground" title={`Requests with more than ${formatCount(String(line.threshold))} input tokens`}>
          {thresholdText(line.threshold)}{" "}
        </span>
      ) : null}
      {perMillion(line.usdPerMillion)}
    </span>
  ));
}

/** ">200k" of 200,000, "272k+" of 271,999: the price holds for requests with more input tokens than the threshold. */
function thresholdText(threshold: number): string {
  return (threshold + 1) % 1_000 === 0 ? `${(threshold + 1) / 1_000}k+` : `>${threshold / 1_000}k`;
}

/** "in 2.00, out 12.00", for a narrow screen. */
function shortPrice({ price }: ModelRow): string {
  const base = (unit: string) => price?.lines.find((line) => line.unit === unit && line.threshold === 0)?.usdPerMillion;
  const [input, output] = [base("input_uncached"), base("output")];
  if (input == null && output == null) return "no price today";
  return [input && `in ${perMillion(input)}`, output && `out ${perMillion(output)}`].filter(Boolean).join(", ");
}

function PriceToday({ row: { price } }: { row: ModelRow }) {
  if (!price) return <span className="text-warning">No price today</span>;
  return (
    <>
      <PriceSource source={price.source} url={price.sourceUrl} />
      {price.checkedOn ? <span className="text-muted-foreground">, checked {price.checkedOn}</span> : null}
    </>
  );
}
