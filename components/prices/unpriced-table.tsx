"use client";

import type { UnpricedRow } from "../../lib/http/operations/prices";
import { formatCount } from "../../lib/money";
import { counted } from "../sources/words";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { reasonText } from "./words";

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
            <TableHead>Provider</TableHead>
            <TableHead>Why</TableHead>
            <TableHead numeric>Requests</TableHead>
            <TableHead numeric>Tokens</TableHead>
            <TableHead>Seen</TableHead>
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
              <TableCell className="whitespace-nowrap font-medium">{row.model ?? "(no model named)"}</TableCell>
              <TableCell>{row.provider ?? "—"}</TableCell>
              <TableCell className="min-w-48">{row.reasons.map(reasonText).join("; ") || "—"}</TableCell>
              <TableCell numeric>{formatCount(String(row.requests))}</TableCell>
              <TableCell numeric>{formatCount(String(row.tokens))}</TableCell>
              <TableCell className="whitespace-nowrap">
                {row.firstDay === row.lastDay ? row.lastDay : `${row.firstDay} to ${row.lastDay}`}
              </TableCell>
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
