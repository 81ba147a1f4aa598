"use client";

import type { ModelRow } from "../../lib/http/operations/prices";
import { formatCount, formatUsd } from "../../lib/money";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { CLASSES, CLASS_TEXT, perMillion } from "./words";

/** Models of the last 90 days with the prices that hold today. */
export function ModelTable({ rows, onHistory }: { rows: readonly ModelRow[]; onHistory: (row: ModelRow) => void }) {
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Models in use</CardTitle>
          <CardDescription>Prices of today in US dollars per million tokens. Each call takes the price of its own time.</CardDescription>
        </div>
      </CardHeader>
      {rows.length === 0 ? (
        <EmptyState title="No model in the last 90 days">Prices show here once a source names models.</EmptyState>
      ) : (
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>Model</TableHead>
              <TableHead>Provider</TableHead>
              <TableHead>Tier</TableHead>
              {CLASSES.map((one) => (
                <TableHead key={one} numeric>
                  {CLASS_TEXT[one]}
                </TableHead>
              ))}
              <TableHead numeric>Requests</TableHead>
              <TableHead numeric>Cost, 90 days</TableHead>
              <TableHead>Price from</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={`${row.provider} ${row.model} ${row.tier}`}>
                <TableCell className="whitespace-nowrap">
                  <Button variant="link" size="inline" className="text-xs" onClick={() => onHistory(row)}>
                    {row.model}
                  </Button>
                </TableCell>
                <TableCell>{row.provider ?? "—"}</TableCell>
                <TableCell>{row.tier}</TableCell>
                {CLASSES.map((one) => (
                  <TableCell key={one} numeric>
                    <Lines row={row} unit={one} />
                  </TableCell>
                ))}
                <TableCell numeric>{formatCount(String(row.requests))}</TableCell>
                <TableCell numeric title={row.cost == null ? "None of it is priced" : formatUsd(row.cost, "exact")}>{formatUsd(row.cost)}</TableCell>
                <TableCell className="min-w-40">
                  {row.entered ? <Badge variant="primary">Entered</Badge> : null} <PriceSource row={row} />
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
      {line.threshold > 0 ? <span className="text-muted-foreground" title={`Requests with more than ${formatCount(String(line.threshold))} input tokens`}>&gt;{line.threshold / 1_000}k </span> : null}
      {perMillion(line.usdPerMillion)}
    </span>
  ));
}

function PriceSource({ row: { price } }: { row: ModelRow }) {
  if (!price) return <span className="text-warning">No price today</span>;
  return (
    <>
      {price.sourceUrl ? (
        <a href={price.sourceUrl} target="_blank" rel="noreferrer" className="text-primary underline-offset-4 hover:underline">
          {price.source}
        </a>
      ) : (
        price.source
      )}
      {price.checkedOn ? <span className="text-muted-foreground">, checked {price.checkedOn}</span> : null}
    </>
  );
}
