"use client";

import { can } from "../../lib/auth/can";
import { hrefOf } from "../../lib/http/client";
import type { PastReport } from "../../lib/reports/subscription";
import { useShell } from "../layout/shell-context";
import { timeText } from "../tables/request-columns";
import { UnseenHead } from "../tables/unseen-head";
import { Button, buttonVariants } from "../ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { PreviewDialog } from "./preview-dialog";
import { KINDS, spanText } from "./words";

const WIDE = "hidden md:table-cell";

/** What went out, the newest first. Times in the reporting zone. */
export function PastReports({ reports, zone }: { reports: readonly PastReport[]; zone: string }) {
  const exports = can(useShell().user.role, "export");
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>Report</TableHead>
          <TableHead className={WIDE}>About</TableHead>
          <TableHead className={WIDE}>To</TableHead>
          <TableHead className={WIDE}>Made</TableHead>
          <UnseenHead>Actions</UnseenHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {reports.map(({ id, kind, title, email, periodStart, periodEnd, createdAt, hasCsv }) => (
          <TableRow key={id}>
            <TableCell className="md:min-w-64">
              {title}
              <span className="grid gap-0.5 pt-0.5 text-muted-foreground md:hidden">
                <span className="wrap-anywhere">To {email}</span>
                <span>Made {timeText(createdAt, zone)}</span>
              </span>
            </TableCell>
            <TableCell className={WIDE}>
              {KINDS[kind].label}
              <span className="block whitespace-nowrap text-muted-foreground">{spanText(periodStart, periodEnd)}</span>
            </TableCell>
            <TableCell className={`${WIDE} wrap-anywhere min-w-40`}>{email}</TableCell>
            <TableCell className={`${WIDE} whitespace-nowrap`}>{timeText(createdAt, zone)}</TableCell>
            <TableCell className="text-right max-md:align-top">
              <span className="inline-flex flex-wrap justify-end gap-1">
                <PreviewDialog id={id} title={title}>
                  <Button size="sm">
                    Open<span className="sr-only"> {title}</span>
                  </Button>
                </PreviewDialog>
                {hasCsv && exports ? (
                  <a href={hrefOf("reportCsv", { id })} download className={buttonVariants({ size: "sm", variant: "ghost" })}>
                    CSV<span className="sr-only"> of {title}</span>
                  </a>
                ) : null}
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
