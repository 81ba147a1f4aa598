"use client";

import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import { type RunRow, undoRunOperation } from "../../lib/http/operations/sources";
import { formatCount, formatUsd } from "../../lib/money";
import { Confirm } from "../dialogs/confirm";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { Button } from "../ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { StateBadge } from "./state-badge";
import { counted, ignoredText, minuteText, rejectedText } from "./words";

const ORIGINS: Record<RunRow["origin"], string> = { file: "command line", stdin: "command line", upload: "upload", push: "HTTP" };

/** Runs of a source, newest first: what each read, and the way to take it back. */
export function RunTable({ runs, zone }: { runs: readonly RunRow[]; zone: string }) {
  const { user } = useShell();
  const may = can(user.role, "undo_run");
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>Run</TableHead>
          <TableHead>State</TableHead>
          <TableHead>Data</TableHead>
          <TableHead numeric>Read</TableHead>
          <TableHead numeric>New</TableHead>
          <TableHead numeric>Already here</TableHead>
          <TableHead numeric>Revised</TableHead>
          <TableHead numeric>Left out</TableHead>
          <TableHead numeric>Rejected</TableHead>
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
            <TableCell className="min-w-48">
              <span className="break-all font-medium">{run.file}</span>
              <span className="block whitespace-nowrap text-muted-foreground">
                {minuteText(run.startedAt, zone)} · {ORIGINS[run.origin]}
              </span>
              {run.error ? <span className="block text-destructive">{run.error}</span> : null}
            </TableCell>
            <TableCell>
              <StateBadge state={run.state} />
            </TableCell>
            <TableCell className="whitespace-nowrap">
              {run.from ? `${minuteText(run.from, zone)} to ${minuteText(run.to, zone)}` : "—"}
            </TableCell>
            <Numbers run={run} />
            {may ? (
              <TableCell numeric>
                <Undo run={run} />
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Numbers({ run }: { run: RunRow }) {
  const reasons = (of: Record<string, number>, text: (reason: string) => string) =>
    Object.entries(of)
      .map(([reason, n]) => `${n} × ${text(reason)}`)
      .join("\n");
  return (
    <>
      <TableCell numeric>{formatCount(String(run.read))}</TableCell>
      <TableCell numeric>{formatCount(String(run.accepted))}</TableCell>
      <TableCell numeric>{formatCount(String(run.duplicate))}</TableCell>
      <TableCell numeric>{formatCount(String(run.revised))}</TableCell>
      <TableCell numeric title={reasons(run.ignoredReasons, ignoredText)}>
        {formatCount(String(run.ignored))}
      </TableCell>
      <TableCell
        numeric
        title={reasons(run.rejectedReasons, rejectedText)}
        className={run.rejected > 0 ? "font-medium text-warning" : undefined}
      >
        {formatCount(String(run.rejected))}
      </TableCell>
      <TableCell numeric title={run.cost == null ? "None of it is priced" : formatUsd(run.cost, "exact")}>
        {formatUsd(run.cost)}
      </TableCell>
    </>
  );
}

function Undo({ run }: { run: RunRow }) {
  const undo = useAction(() => call(undoRunOperation, { id: run.id }));
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
