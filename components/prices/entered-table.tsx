"use client";

import { call } from "../../lib/http/client";
import type { EnteredRow, RepricingRow } from "../../lib/http/operations/prices";
import { Confirm } from "../dialogs/confirm";
import { useAction } from "../dialogs/use-action";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { PriceSource } from "./price-source";
import { repricingText } from "./repricing-note";
import { CLASS_TEXT, dayText, perMillion } from "./words";

/** Columns that a phone shows as lines under the model instead. */
const WIDE = "hidden md:table-cell";

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
              <TableHead className={WIDE}>Provider</TableHead>
              <TableHead className={WIDE}>Tier</TableHead>
              <TableHead className={WIDE}>Per million</TableHead>
              <TableHead className={WIDE}>Holds</TableHead>
              <TableHead className={WIDE}>Source</TableHead>
              <TableHead className={WIDE}>Effect</TableHead>
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
              const effect = last ? repricingText(last) : "—";
              return (
                <TableRow key={row.id} className={cn(row.retiredAt && "text-muted-foreground")}>
                  <TableCell className="wrap-anywhere">
                    <span className="font-medium">{row.model}</span> {row.retiredAt ? <Badge>Retired</Badge> : null}
                    <div className="grid gap-1 pt-1 md:hidden">
                      <span className="text-muted-foreground">
                        {row.provider === "*" ? "any provider" : row.provider} · {row.tier === "*" ? "every tier" : row.tier} ·{" "}
                        {datesText(row)}
                      </span>
                      <span>
                        <Lines row={row} />
                      </span>
                      <span>
                        <Source row={row} />
                      </span>
                      {last ? <span>{effect}</span> : null}
                    </div>
                  </TableCell>
                  <TableCell className={WIDE}>{row.provider === "*" ? "any" : row.provider}</TableCell>
                  <TableCell className={WIDE}>{row.tier === "*" ? "every" : row.tier}</TableCell>
                  <TableCell className={cn(WIDE, "whitespace-nowrap")}>
                    <Lines row={row} />
                  </TableCell>
                  <TableCell className={cn(WIDE, "whitespace-nowrap")}>{datesText(row)}</TableCell>
                  <TableCell className={cn(WIDE, "min-w-40")}>
                    <Source row={row} />
                  </TableCell>
                  <TableCell className={cn(WIDE, "min-w-40")}>{effect}</TableCell>
                  {onRetired ? (
                    <TableCell numeric className="max-md:align-top">
                      {row.retiredAt ? null : <Retire row={row} onRetired={onRetired} />}
                    </TableCell>
                  ) : null}
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

const datesText = ({ validFrom, validTo }: EnteredRow): string => `${dayText(validFrom)} ${validTo ? `to ${dayText(validTo)}` : "on"}`;

function Lines({ row }: { row: EnteredRow }) {
  return row.lines.map((line) => (
    <span key={`${line.unit} ${line.threshold}`} className="block">
      <span className="text-muted-foreground">{CLASS_TEXT[line.unit] ?? line.unit}</span> {perMillion(line.usdPerMillion)}
    </span>
  ));
}

function Source({ row }: { row: EnteredRow }) {
  return (
    <>
      <PriceSource source={row.source} url={row.sourceUrl} />
      <span className="block text-muted-foreground">
        {row.createdBy}, {row.checkedOn}
      </span>
    </>
  );
}

function Retire({ row, onRetired }: { row: EnteredRow; onRetired: (repricing: number) => void }) {
  const retire = useAction(
    () => call("retirePrice", { id: row.id }),
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
