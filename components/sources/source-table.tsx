"use client";

import Link from "next/link";
import type { SourceRow } from "../../lib/http/operations/sources";
import { formatCount } from "../../lib/money";
import { Badge } from "../ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { StateBadge } from "./state-badge";
import { minuteText, ROLE_TEXT } from "./words";

export function SourceTable({ sources, zone }: { sources: readonly SourceRow[]; zone: string }) {
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>Source</TableHead>
          <TableHead>Kind</TableHead>
          <TableHead>Data from</TableHead>
          <TableHead>Data through</TableHead>
          <TableHead numeric>Records</TableHead>
          <TableHead numeric>Rejected</TableHead>
          <TableHead>Last run</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {sources.map((source) => (
          <TableRow key={source.id}>
            <TableCell>
              <Link
                href={`/sources/${encodeURIComponent(source.id)}`}
                className="font-medium text-primary underline-offset-4 hover:underline"
              >
                {source.label}
              </Link>
              {source.label === source.id ? null : <span className="block text-muted-foreground">{source.id}</span>}
            </TableCell>
            <TableCell className="whitespace-nowrap">{ROLE_TEXT[source.role] ?? source.role}</TableCell>
            <TableCell className="whitespace-nowrap">{minuteText(source.firstFactAt, zone)}</TableCell>
            <TableCell className="whitespace-nowrap">{minuteText(source.lastFactAt, zone)}</TableCell>
            <TableCell numeric>{formatCount(String(source.records))}</TableCell>
            <TableCell numeric>
              {source.keptRejects > 0 ? (
                <Link
                  href={`/sources/${encodeURIComponent(source.id)}?tab=rejects`}
                  className="font-medium text-warning underline-offset-4 hover:underline"
                >
                  {formatCount(String(source.keptRejects))}
                </Link>
              ) : (
                "0"
              )}
            </TableCell>
            <TableCell className="whitespace-nowrap">
              {source.removing ? <Badge variant="warning">Being removed</Badge> : <StateBadge state={source.lastRunState} />}{" "}
              <span className="text-muted-foreground">{minuteText(source.lastRunAt, zone)}</span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
