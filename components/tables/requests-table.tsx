"use client";

import Link from "next/link";
import type { ListedRequest } from "../../lib/http/operations/requests";
import { formatCount, formatMs, formatUsd } from "../../lib/money";
import { callCost } from "../panels/figure";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { OUTCOME_WORDS, OutcomeBadge } from "./outcome-badge";
import { asked, timeText, unpricedText } from "./request-columns";
import { StatusBadge } from "./status-badge";

/** Columns that a phone shows as lines under the time instead. */
const WIDE = "hidden md:table-cell";

/** Calls, one a row; `current` is the one that the page is about, `search` keeps range and filters on the way there. */
export function RequestsTable({
  rows,
  zone,
  search = "",
  current,
  teams,
}: {
  rows: readonly ListedRequest[];
  zone: string;
  search?: string;
  current?: string;
  teams?: Record<string, string>;
}) {
  const anyUser = rows.some((row) => row.user != null);
  const anyOutcome = rows.some((row) => row.outcome != null);
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>Time</TableHead>
          <TableHead className={WIDE}>Feature</TableHead>
          <TableHead className={WIDE}>Model</TableHead>
          <TableHead className={WIDE}>Team</TableHead>
          {anyUser ? <TableHead className={WIDE}>User</TableHead> : null}
          <TableHead className={WIDE}>Status</TableHead>
          {anyOutcome ? <TableHead className={WIDE}>Outcome</TableHead> : null}
          <TableHead numeric className={WIDE}>
            Tokens in
          </TableHead>
          <TableHead numeric className={WIDE}>
            Tokens out
          </TableHead>
          <TableHead numeric>Cost</TableHead>
          <TableHead numeric className={WIDE}>
            Duration
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow
            key={row.id}
            aria-current={row.id === current ? "true" : undefined}
            className={row.id === current ? "bg-primary-soft" : undefined}
          >
            <TableCell className="whitespace-nowrap">
              {row.id === current ? (
                <span className="font-medium">{timeText(row.time, zone)}</span>
              ) : (
                <Link href={`/requests/${row.id}${search}`} prefetch={false} className="text-primary underline-offset-4 hover:underline">
                  {timeText(row.time, zone)}
                </Link>
              )}
              <Narrow row={row} />
            </TableCell>
            <Text value={row.feature} none="(none)" />
            <Text
              value={row.model}
              none="(unknown)"
              below={asked(row) == null ? undefined : `asked for ${asked(row)}`}
              className="xl:max-w-72"
            />
            <Text value={row.team == null ? null : (teams?.[row.team] ?? row.team)} none="(none)" />
            {anyUser ? <Text value={row.user} none="(none)" /> : null}
            <TableCell className={WIDE}>
              <StatusBadge {...row} />
            </TableCell>
            {anyOutcome ? <TableCell className={WIDE}>{row.outcome ? <OutcomeBadge outcome={row.outcome} /> : null}</TableCell> : null}
            <TableCell numeric className={WIDE}>
              {formatCount(row.inputTokens)}
            </TableCell>
            <TableCell numeric className={WIDE}>
              {formatCount(row.outputTokens)}
            </TableCell>
            <TableCell numeric title={row.cost == null ? unpricedText(row.unpriced) : formatUsd(row.cost, "exact")}>
              {callCost(row.cost)}
            </TableCell>
            <TableCell numeric className={WIDE}>
              {formatMs(row.durationMs)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Text({ value, none, below, className }: { value: string | null; none: string; below?: string; className?: string }) {
  return (
    <TableCell className={cn(WIDE, "max-w-44 truncate", className)} title={below ? `${value ?? none}, ${below}` : (value ?? undefined)}>
      {value ?? <span className="text-muted-foreground">{none}</span>}
      {below ? <span className="block truncate text-muted-foreground">{below}</span> : null}
    </TableCell>
  );
}

/** What the hidden columns say, on a phone. */
function Narrow({ row }: { row: ListedRequest }) {
  const tokens =
    row.inputTokens == null && row.outputTokens == null ? null : `${formatCount(row.inputTokens)} in, ${formatCount(row.outputTokens)} out`;
  return (
    <span className="block whitespace-normal md:hidden">
      <span className="block">{[row.feature ?? "(no feature)", row.model ?? "(unknown model)"].join(" · ")}</span>
      <span className="block text-muted-foreground">
        {[tokens, formatMs(row.durationMs), row.status === "success" ? null : row.status, row.outcome && OUTCOME_WORDS[row.outcome]]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </span>
  );
}
