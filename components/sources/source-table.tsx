"use client";

import Link from "next/link";
import type { SourceRow } from "../../lib/http/operations/sources";
import { formatCount } from "../../lib/money";
import { Badge } from "../ui/badge";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { pollStanding } from "./poll-words";
import { StateBadge } from "./state-badge";
import { counted, minuteText, ROLE_TEXT } from "./words";

/** Columns that a phone shows as lines under the name instead. */
const WIDE = "hidden md:table-cell";

/** Every source: how fresh it is, what it brought, how its last run went. */
export function SourceTable({ sources, zone }: { sources: readonly SourceRow[]; zone: string }) {
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>Source</TableHead>
          <TableHead className={WIDE}>Kind</TableHead>
          <TableHead className={WIDE}>Data from</TableHead>
          <TableHead className={WIDE}>Data through</TableHead>
          <TableHead numeric className={WIDE}>
            Records
          </TableHead>
          <TableHead numeric>Rejected</TableHead>
          <TableHead className={WIDE}>Last read</TableHead>
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
              <Narrow source={source} zone={zone} />
            </TableCell>
            <TableCell className={WIDE}>{ROLE_TEXT[source.role] ?? source.role}</TableCell>
            <TableCell className={cn(WIDE, "whitespace-nowrap")}>{minuteText(source.firstFactAt, zone)}</TableCell>
            <TableCell className={cn(WIDE, "whitespace-nowrap")}>{minuteText(source.lastFactAt, zone)}</TableCell>
            <TableCell numeric className={WIDE}>
              {formatCount(String(source.records))}
              <Waiting source={source} />
            </TableCell>
            <TableCell numeric className="max-md:align-top">
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
            <TableCell className={cn(WIDE, "whitespace-nowrap")}>
              <LastRun source={source} zone={zone} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Outcomes that can't count yet. */
function Waiting({ source }: { source: SourceRow }) {
  if (!source.outcomes || source.outcomes.waiting === 0) return null;
  return <span className="block text-muted-foreground">{formatCount(String(source.outcomes.waiting))} waiting for their calls</span>;
}

function LastRun({ source, zone }: { source: SourceRow; zone: string }) {
  if (source.poll && !source.removing) return <Polled poll={source.poll} zone={zone} />;
  return (
    <>
      {source.removing ? <Badge variant="warning">Being removed</Badge> : <StateBadge state={source.lastRunState} />}{" "}
      <span className="text-muted-foreground">{minuteText(source.lastRunAt, zone)}</span>
    </>
  );
}

/** A source that Permille reads by itself: how often, whether that goes, and when it last did. */
function Polled({ poll, zone }: { poll: NonNullable<SourceRow["poll"]>; zone: string }) {
  const { label, variant } = pollStanding(poll);
  return (
    <>
      <Badge variant={variant} title="Permille reads it by itself, on a schedule">
        {label}
      </Badge>{" "}
      <span className="text-muted-foreground">
        {poll.lastOkAt ? minuteText(poll.lastOkAt, zone) : "never"}, {poll.mode === "prometheus" ? "from Prometheus" : "scraped"}
      </span>
      {poll.lastError ? <span className="block max-w-72 whitespace-normal text-destructive">{poll.lastError}</span> : null}
    </>
  );
}

/** What the hidden columns say, on a phone. */
function Narrow({ source, zone }: { source: SourceRow; zone: string }) {
  return (
    <span className="grid gap-0.5 md:hidden">
      <span>
        {ROLE_TEXT[source.role] ?? source.role} · {counted(source.records, "record")}
        <Waiting source={source} />
      </span>
      {source.lastFactAt ? (
        <span className="text-muted-foreground">
          Data from {minuteText(source.firstFactAt, zone)} through {minuteText(source.lastFactAt, zone)}
        </span>
      ) : null}
      <span>
        <LastRun source={source} zone={zone} />
      </span>
    </span>
  );
}
