"use client";

import { type Amount, compare, formatCount, formatUsd, isZero } from "../../lib/money";
import type { NetFigures, RoutingNet } from "../../lib/routing/net-answer";
import { LEDGER_STEPS, ORDER_NOTE, STEP_WORDS } from "../../lib/savings/step-words";
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from "../ui/table";
import { signedCents } from "../why/words";
import type { Ledger, NetSteps } from "./ledger";

/** The waterfall as a table: every step, also those that moved nothing, then what is left of the savings. Amounts are rounded as everywhere on the page. */
export function LedgerTable({
  ledger,
  net,
  total,
  inestimable,
}: {
  ledger: Ledger;
  net: NetSteps;
  total: NetFigures;
  inestimable: RoutingNet["inestimable"];
}) {
  return (
    <>
      <div className="grid gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>Step</TableHead>
              <TableHead className="max-sm:hidden">What it measures</TableHead>
              <TableHead numeric>USD</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            <TableRow>
              <TableCell className="font-medium">Would have cost</TableCell>
              <TableCell className="text-muted-foreground max-sm:hidden">{formatCount(total.estimableRequests)} requests</TableCell>
              <Money amount={ledger.baseline} />
            </TableRow>
            {LEDGER_STEPS.map((step) => (
              <TableRow key={step}>
                <TableCell className="whitespace-nowrap">{STEP_WORDS[step].label}</TableCell>
                <TableCell className="text-muted-foreground max-sm:hidden">{STEP_WORDS[step].definition}</TableCell>
                <TableCell numeric title={formatUsd(ledger.steps[step], "exact")}>
                  {signedCents(ledger.steps[step])}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
          <TableFooter>
            <TableRow>
              <TableCell>Cost</TableCell>
              <TableCell className="max-sm:hidden" />
              <Money amount={ledger.cost} />
            </TableRow>
            {isZero(inestimable.requests) ? null : (
              <TableRow className="font-normal">
                <TableCell>Can't be judged</TableCell>
                <TableCell className="text-muted-foreground max-sm:hidden">{formatCount(inestimable.requests)} requests</TableCell>
                <Money amount={inestimable.cost} />
              </TableRow>
            )}
          </TableFooter>
        </Table>
        <NetTable net={net} />
      </div>
      <p className="border-t px-4 py-3 text-muted-foreground text-xs">
        {ORDER_NOTE} Each amount is rounded by itself, as everywhere on this page; all digits stand on hover.
      </p>
    </>
  );
}

function NetTable({ net }: { net: NetSteps }) {
  const parts: [string, Amount][] = [
    ["Escalations", net.escalation],
    ["Router", net.router],
    ["Failures", net.failure],
  ];
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>From gross to net</TableHead>
          <TableHead numeric>USD</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        <TableRow>
          <TableCell className="font-medium">Saved by routing</TableCell>
          <Money amount={net.gross} />
        </TableRow>
        {parts.map(([label, amount]) => (
          <TableRow key={label}>
            <TableCell>{label}</TableCell>
            <TableCell numeric title={formatUsd(amount, "exact")}>
              {signedCents(amount)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
      <TableFooter>
        <TableRow>
          <TableCell>{compare(net.net, "0") < 0 ? "Net: routing cost more than it saved" : "Net"}</TableCell>
          <Money amount={net.net} />
        </TableRow>
      </TableFooter>
    </Table>
  );
}

function Money({ amount }: { amount: Amount | null }) {
  return (
    <TableCell numeric title={amount == null ? "Unknown" : formatUsd(amount, "exact")}>
      {formatUsd(amount)}
    </TableCell>
  );
}
