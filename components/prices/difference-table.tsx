import type { DifferenceRow } from "../../lib/http/operations/prices";
import { formatRatio, formatUsd, isZero } from "../../lib/money";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";

/** Columns that a phone shows as lines under the model instead. */
const WIDE = "hidden md:table-cell";

/** Where a source's own idea of cost is not ours. */
export function DifferenceTable({ rows }: { rows: readonly DifferenceRow[] }) {
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Reported and priced cost differ</CardTitle>
          <CardDescription>
            Last 30 days, models that differ by more than 1 %. Often a discount that is not entered, or an outdated price in the gateway. A
            source that reports 0 has no price for the model. Totals use the priced cost.
          </CardDescription>
        </div>
      </CardHeader>
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>Model</TableHead>
            <TableHead className={WIDE}>Provider</TableHead>
            <TableHead numeric className={WIDE}>
              Reported by the source
            </TableHead>
            <TableHead numeric className={WIDE}>
              Priced by Permille
            </TableHead>
            <TableHead numeric className={WIDE}>
              Reported − priced
            </TableHead>
            <TableHead numeric>Difference</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={`${row.provider} ${row.model}`}>
              <TableCell className="wrap-anywhere md:whitespace-nowrap">
                <span className="font-medium">{row.model ?? "(unknown)"}</span>
                <span className="block text-muted-foreground md:hidden">
                  {row.provider ?? "no provider named"}
                  <span className="block">
                    {usd(row.reported)} reported, {usd(row.priced)} priced
                  </span>
                </span>
              </TableCell>
              <TableCell className={WIDE}>{row.provider ?? "—"}</TableCell>
              <TableCell numeric className={WIDE} title={formatUsd(row.reported, "exact")}>
                {usd(row.reported)}
              </TableCell>
              <TableCell numeric className={WIDE} title={formatUsd(row.priced, "exact")}>
                {usd(row.priced)}
              </TableCell>
              <TableCell numeric className={WIDE} title={formatUsd(row.difference, "exact")}>
                {usd(row.difference)}
              </TableCell>
              <TableCell numeric>{formatRatio(row.ratio)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

const usd = (amount: string): string => (isZero(amount) ? "0" : formatUsd(amount));
