import { formatCount, formatUsd } from "../../lib/money";
import type { BreakEven } from "../../lib/self-hosting/models-answer";
import type { BreakEvenInput } from "../charts/break-even-geometry";
import { ScrollingTable, StickyHeader } from "../panels/scrolling-table";
import { Table, TableBody, TableCell, TableHead, TableRow } from "../ui/table";
import { atTraffic, tableTraffic } from "./break-even-rows";

/** The chart's two lines as figures, with the range's traffic and that of break-even among them. */
export function BreakEvenTable({ breakEven, input, api }: { breakEven: BreakEven; input: BreakEvenInput; api: string }) {
  const exact = { now: breakEven.apiCostPerDay, "break-even": breakEven.gpuCostPerDay };
  return (
    <ScrollingTable label="Cost a day by traffic">
      <Table>
        <StickyHeader>
          <TableRow>
            <TableHead numeric>Tokens a day</TableHead>
            <TableHead />
            <TableHead numeric>Reserved GPU hours</TableHead>
            <TableHead numeric>{api}</TableHead>
            <TableHead numeric>GPUs save</TableHead>
          </TableRow>
        </StickyHeader>
        <TableBody>
          {tableTraffic(input).map(({ tokens, mark }) => {
            const row = atTraffic(tokens, input);
            return (
              <TableRow key={`${mark} ${tokens}`} className={mark ? "font-medium" : undefined}>
                <TableCell numeric>{formatCount(row.tokens)}</TableCell>
                <TableCell className="whitespace-nowrap text-muted-foreground">{mark}</TableCell>
                <TableCell numeric>{formatUsd(breakEven.gpuCostPerDay)}</TableCell>
                <TableCell numeric>{formatUsd(mark ? exact[mark] : row.api)}</TableCell>
                <TableCell numeric>{mark === "break-even" ? "0" : formatUsd(mark === "now" ? breakEven.savedPerDay : row.saved)}</TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </ScrollingTable>
  );
}
