"use client";

import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import { type SettlementRow, unsettleOperation } from "../../lib/http/operations/sources";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { Button } from "../ui/button";
import { Card, CardHeader, CardTitle } from "../ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";

/** What somebody said about traffic that two sources counted, with the way back. */
export function Settlements({ settlements }: { settlements: readonly SettlementRow[] }) {
  const { user } = useShell();
  const undo = useAction((id: number) => call(unsettleOperation, { id }));
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
            <TableHead>From</TableHead>
            <TableHead>By</TableHead>
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
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {one.from}
                {one.to ? ` to ${one.to}` : " on"}
              </TableCell>
              <TableCell>{one.createdBy}</TableCell>
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
