"use client";

import type { UnpricedRow } from "../../lib/http/operations/prices";
import { formatCount } from "../../lib/money";
import { counted } from "../sources/words";
import { unpricedText } from "../tables/request-columns";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";

/** Columns that a phone shows as lines under the model instead. */
const WIDE = "hidden md:table-cell";

/** Models whose requests are missing from totals, with the way to price them. */
export function UnpricedTable({ rows, onAdd }: { rows: readonly UnpricedRow[]; onAdd: ((row: UnpricedRow) => void) | null }) {
  const requests = rows.reduce((sum, row) => sum + row.requests, 0);
  return (
    <Card className="border-warning/40">
      <CardHeader>
        <div>
          <CardTitle>{counted(rows.length, "model")} without a price</CardTitle>
          <CardDescription>
            {counted(requests, "request")} are not in the cost totals. A price entered here reaches back to its first day.
          </CardDescription>
        </div>
      </CardHeader>
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>Model</TableHead>
            <TableHead className={WIDE}>Provider</TableHead>
            <TableHead className={WIDE}>Why</TableHead>
            <TableHead numeric className="max-md:whitespace-normal">
              Requests without a price
            </TableHead>
            <TableHead numeric className={WIDE}>
              Tokens
            </TableHead>
            <TableHead className={WIDE}>Seen</TableHead>
            {onAdd ? (
              <TableHead>
                <span className="sr-only">Add a price</span>
              </TableHead>
            ) : null}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={`${row.provider} ${row.model}`}>
              <TableCell className="wrap-anywhere md:whitespace-nowrap">
                <span className="font-medium">{row.model ?? "(no model named)"}</span>
                <span className="block text-muted-foreground md:hidden">
                  {row.provider ?? "no provider named"} · {whyText(row)} · {seenText(row)}
                </span>
              </TableCell>
              <TableCell className={WIDE}>{row.provider ?? "—"}</TableCell>
              <TableCell className={cn(WIDE, "min-w-48")}>{whyText(row)}</TableCell>
              <TableCell numeric>{formatCount(String(row.requests))}</TableCell>
              <TableCell numeric className={WIDE}>
                {formatCount(String(row.tokens))}
              </TableCell>
              <TableCell className={cn(WIDE, "whitespace-nowrap")}>{seenText(row)}</TableCell>
              {onAdd ? (
                <TableCell numeric>
                  {row.model == null || row.reasons.every((reason) => reason === "no_usage") ? null : (
                    <Button size="sm" onClick={() => onAdd(row)}>
                      Add price
                    </Button>
                  )}
                </TableCell>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

const whyText = ({ reasons }: UnpricedRow): string => reasons.map(unpricedText).join("; ") || "—";
const seenText = ({ firstDay, lastDay }: UnpricedRow): string => (firstDay === lastDay ? lastDay : `${firstDay} to ${lastDay}`);
