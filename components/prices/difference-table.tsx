import type { DifferenceRow } from "../../lib/http/operations/prices";
import { formatRatio, formatUsd } from "../../lib/money";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";

/** Where a source's own idea of cost is not ours. */
export function DifferenceTable({ rows }: { rows: readonly DifferenceRow[] }) {
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Reported and priced cost differ</CardTitle>
          <CardDescription>
            Last 30 days, models that differ by more than 1 %. Often a discount that is not entered, or an outdated price in the gateway.
            Totals use the priced cost.
          </CardDescription>
        </div>
      </CardHeader>
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>Model</TableHead>
            <TableHead>Provider</TableHead>
            <TableHead numeric>Reported by the source</TableHead>
            <TableHead numeric>Priced by Permille</TableHead>
            <TableHead numeric>Reported − priced</TableHead>
            <TableHead numeric>Difference</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={`${row.provider} ${row.model}`}>
              <TableCell className="whitespace-nowrap font-medium">{row.model ?? "(unknown)"}</TableCell>
              <TableCell>{row.provider ?? "—"}</TableCell>
              <TableCell numeric title={formatUsd(row.reported, "exact")}>
                {formatUsd(row.reported)}
              </TableCell>
              <TableCell numeric title={formatUsd(row.priced, "exact")}>
                {formatUsd(row.priced)}
              </TableCell>
              <TableCell numeric title={formatUsd(row.difference, "exact")}>
                {formatUsd(row.difference)}
              </TableCell>
              <TableCell numeric>{formatRatio(row.ratio)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
