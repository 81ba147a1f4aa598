"use client";

import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import type { SettlementRow } from "../../lib/http/operations/sources";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { Button } from "../ui/button";
import { Card, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";

/** Columns that a phone shows as a line under the decision instead. */
const WIDE = "hidden md:table-cell";

/** What somebody said about traffic that two sources counted, with the way back. */
export function Settlements({ settlements }: { settlements: readonly SettlementRow[] }) {
  const { user } = useShell();
  const undo = useAction((id: number) => call("unsettle", { id }));
  const may = can(user.role, "manage_sources");
  return (
    <Card>
      <CardHeader>
        <CardTitle>Settled overlaps</CardTitle>
      </CardHeader>
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>Provider</TableHead>
            <TableHead>Decision</TableHead>
            <TableHead className={WIDE}>From</TableHead>
            <TableHead className={WIDE}>By</TableHead>
            {may ? (
              <TableHead>
                <span className="sr-only">Change</span>
              </TableHead>
            ) : null}
          </TableRow>
        </TableHeader>
        <TableBody>
          {settlements.map((one) => (
            <TableRow key={one.id}>
              <TableCell>
                {one.provider}
                {one.account === "" || one.account === "*" ? "" : ` (${one.account})`}
              </TableCell>
              <TableCell>
                {one.covered
                  ? `Same traffic: ${one.source || "the gateway"} counts, the provider's count is for reconciliation`
                  : "Different traffic: both count"}
                <span className="block text-muted-foreground md:hidden">
                  {datesText(one)}, by {one.createdBy}
                </span>
              </TableCell>
              <TableCell className={cn(WIDE, "whitespace-nowrap")}>{datesText(one)}</TableCell>
              <TableCell className={WIDE}>{one.createdBy}</TableCell>
              {may ? (
                <TableCell numeric>
                  <Button size="sm" variant="ghost" disabled={undo.isPending} onClick={() => undo.mutate(one.id)}>
                    Take back
                  </Button>
                </TableCell>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

const datesText = ({ from, to }: SettlementRow): string => (to ? `${from} to ${to}` : `${from} on`);
