"use client";

import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import type { RunRow } from "../../lib/http/operations/sources";
import { formatCount, formatUsd } from "../../lib/money";
import { Confirm } from "../dialogs/confirm";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { StateBadge } from "./state-badge";
import { counted, ignoredText, minuteText, rejectedText } from "./words";

const ORIGINS: Record<RunRow["origin"], string> = {
  file: "command line",
  stdin: "command line",
  upload: "upload",
  push: "HTTP",
  poll: "schedule",
};

const reasonLines = (of: Record<string, number>, text: (reason: string) => string): string =>
  Object.entries(of)
    .map(([reason, n]) => `${n} × ${text(reason)}`)
    .join("\n");

/** What became of the records of a run; `reasons` in words for the hover. */
const COUNTS: readonly { label: string; of: (run: RunRow) => number; reasons?: (run: RunRow) => string; alarming?: true }[] = [
  { label: "Read", of: (run) => run.read },
  { label: "New", of: (run) => run.accepted },
  { label: "Already here", of: (run) => run.duplicate },
  { label: "Revised", of: (run) => run.revised },
  { label: "Left out", of: (run) => run.ignored, reasons: (run) => reasonLines(run.ignoredReasons, ignoredText) },
  { label: "Rejected", of: (run) => run.rejected, reasons: (run) => reasonLines(run.rejectedReasons, rejectedText), alarming: true },
];

/** Columns that a phone shows as lines under the file instead. */
const WIDE = "hidden md:table-cell";

/** Runs of a source, newest first: what each read, and the way to take it back. */
export function RunTable({ runs, zone }: { runs: readonly RunRow[]; zone: string }) {
  const { user } = useShell();
  const may = can(user.role, "undo_run");
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>Run</TableHead>
          <TableHead className={WIDE}>State</TableHead>
          <TableHead className={WIDE}>Data</TableHead>
          {COUNTS.map(({ label }) => (
            <TableHead key={label} numeric className={WIDE}>
              {label}
            </TableHead>
          ))}
          <TableHead numeric>Cost</TableHead>
          {may ? (
            <TableHead>
              <span className="sr-only">Undo</span>
            </TableHead>
          ) : null}
        </TableRow>
      </TableHeader>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id}>
            <TableCell className="md:min-w-64">
              <span className="wrap-anywhere font-medium">{run.file}</span>
              <span className="block text-muted-foreground md:whitespace-nowrap">
                {minuteText(run.startedAt, zone)} · {ORIGINS[run.origin]}
              </span>
              {run.error ? <span className="block text-destructive">{run.error}</span> : null}
              <Narrow run={run} zone={zone} />
            </TableCell>
            <TableCell className={WIDE}>
              <StateBadge state={run.state} />
            </TableCell>
            <TableCell className={cn(WIDE, "whitespace-nowrap")}>{spanText(run, zone) ?? "—"}</TableCell>
            {COUNTS.map(({ label, of, reasons, alarming }) => (
              <TableCell
                key={label}
                numeric
                title={reasons?.(run)}
                className={cn(WIDE, alarming && of(run) > 0 && "font-medium text-warning")}
              >
                {formatCount(String(of(run)))}
              </TableCell>
            ))}
            <TableCell
              numeric
              className="max-md:align-top"
              title={run.cost == null ? "None of it is priced" : formatUsd(run.cost, "exact")}
            >
              {formatUsd(run.cost)}
            </TableCell>
            {may ? (
              <TableCell numeric className="max-md:align-top">
                <Undo run={run} />
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** What the hidden columns say, on a phone: counts that are zero say nothing there. */
function Narrow({ run, zone }: { run: RunRow; zone: string }) {
  const span = spanText(run, zone);
  const counts = COUNTS.filter(({ of }, index) => index === 0 || of(run) > 0);
  return (
    <span className="grid justify-items-start gap-0.5 pt-0.5 md:hidden">
      <span>{counts.map(({ label, of }) => `${formatCount(String(of(run)))} ${label.toLowerCase()}`).join(" · ")}</span>
      {span ? <span className="text-muted-foreground">Data from {span}</span> : null}
      <StateBadge state={run.state} />
    </span>
  );
}

function spanText(run: RunRow, zone: string): string | null {
  return run.from ? `${minuteText(run.from, zone)} to ${minuteText(run.to, zone)}` : null;
}

function Undo({ run }: { run: RunRow }) {
  const undo = useAction(() => call("undoRun", { id: run.id }));
  if (run.state === "running" || run.state === "deleting") return null;
  return (
    <Confirm
      title={`Undo ${run.file}?`}
      action="Undo this run"
      onConfirm={() => undo.mutate()}
      trigger={
        <Button size="sm" variant="ghost" disabled={undo.isPending}>
          Undo
        </Button>
      }
    >
      <p>
        {counted(run.accepted, "new record")}
        {run.cost == null ? "" : ` and ${formatUsd(run.cost)} of cost`} leave the totals.{" "}
        {run.revised > 0 ? `${counted(run.revised, "revised record")} return to what they were. ` : ""}A record that another run brought too
        stays, as that run's.
      </p>
      <p>Figures follow step by step and are right at any moment; a large run can take minutes. The same file can be added again later.</p>
    </Confirm>
  );
}
