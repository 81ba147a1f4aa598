"use client";

import { call } from "../../lib/http/client";
import { type EnteredRow, type RepricingRow, retirePriceOperation } from "../../lib/http/operations/prices";
import { Confirm } from "../dialogs/confirm";
import { useAction } from "../dialogs/use-action";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { repricingText } from "./repricing-note";
import { CLASS_TEXT, dayText, perMillion } from "./words";

/** Prices that people here entered. A mistake is retired and entered anew, so that the record of what was believed stays. */
export function EnteredTable({
  rows,
  repricings,
  onRetired,
}: {
  rows: readonly EnteredRow[];
  repricings: readonly RepricingRow[];
  onRetired: ((repricing: number) => void) | null;
}) {
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Entered prices</CardTitle>
          <CardDescription>
            Contracts, discounts and models that the price list lacks. They win over the built-in price within their dates.
          </CardDescription>
        </div>
      </CardHeader>
      {rows.length === 0 ? (
        <EmptyState title="No price entered">The built-in list is in use alone.</EmptyState>
      ) : (
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>Model</TableHead>
              <TableHead>Provider</TableHead>
              <TableHead>Tier</TableHead>
              <TableHead>Per million</TableHead>
              <TableHead>Holds</TableHead>
              <TableHead>Source</TableHead>
              <TableHead>Effect</TableHead>
              {onRetired ? (
                <TableHead>
                  <span className="sr-only">Retire</span>
                </TableHead>
              ) : null}
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map((row) => {
              const last = repricings.find((one) => one.entry === row.id);
              return (
                <TableRow key={row.id} className={cn(row.retiredAt && "text-muted-foreground")}>
                  <TableCell className="font-medium">
                    {row.model} {row.retiredAt ? <Badge>Retired</Badge> : null}
                  </TableCell>
                  <TableCell>{row.provider === "*" ? "any" : row.provider}</TableCell>
                  <TableCell>{row.tier === "*" ? "every" : row.tier}</TableCell>
                  <TableCell className="whitespace-nowrap">
                    {row.lines.map((line) => (
                      <span key={`${line.unit} ${line.threshold}`} className="block">
                        <span className="text-muted-foreground">{CLASS_TEXT[line.unit] ?? line.unit}</span> {perMillion(line.usdPerMillion)}
                      </span>
                    ))}
                  </TableCell>
                  <TableCell className="whitespace-nowrap">
                    {dayText(row.validFrom)} {row.validTo ? `to ${dayText(row.validTo)}` : "on"}
                  </TableCell>
                  <TableCell className="min-w-40">
                    {row.sourceUrl ? (
                      <a href={row.sourceUrl} target="_blank" rel="noreferrer" className="text-primary underline-offset-4 hover:underline">
                        {row.source}
                      </a>
                    ) : (
                      row.source
                    )}
                    <span className="block text-muted-foreground">
                      {row.createdBy}, {row.checkedOn}
                    </span>
                  </TableCell>
                  <TableCell className="min-w-40">{last ? repricingText(last) : "—"}</TableCell>
                  {onRetired ? <TableCell numeric>{row.retiredAt ? null : <Retire row={row} onRetired={onRetired} />}</TableCell> : null}
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

function Retire({ row, onRetired }: { row: EnteredRow; onRetired: (repricing: number) => void }) {
  const retire = useAction(
    () => call(retirePriceOperation, { id: row.id }),
    ({ repricing }) => onRetired(repricing),
  );
  return (
    <Confirm
      title={`Retire the price of ${row.model}?`}
      action="Retire the price"
      onConfirm={() => retire.mutate()}
      trigger={
        <Button size="sm" variant="ghost" disabled={retire.isPending}>
          Retire
        </Button>
      }
    >
      <p>
        Requests since {dayText(row.validFrom)} take the built-in price again, or none where the model is unknown. The entry stays on
        record.
      </p>
    </Confirm>
  );
}
