import { formatCount, formatUsd } from "../../lib/money";
import type { BreakEven } from "../../lib/self-hosting/models-answer";
import type { BreakEvenInput } from "../charts/break-even-geometry";
import { ScrollingTable, StickyHeader } from "../panels/scrolling-table";
import { UnseenHead } from "../tables/unseen-head";
import { Table, TableBody, TableCell, TableHead, TableRow } from "../ui/table";
import { tableRows } from "./break-even-rows";

/** The chart's two lines as figures, with the range's traffic and that of break-even among them. */
export function BreakEvenTable({ breakEven, input, api }: { breakEven: BreakEven; input: BreakEvenInput; api: string }) {
  return (
    <ScrollingTable label="Cost a day by traffic">
      <Table>
        <StickyHeader>
          <TableRow>
            <TableHead numeric>Tokens a day</TableHead>
            <UnseenHead>Mark</UnseenHead>
            <TableHead numeric>Reserved GPU hours</TableHead>
            <TableHead numeric>{api}</TableHead>
            <TableHead numeric>GPUs save</TableHead>
          </TableRow>
        </StickyHeader>
        <TableBody>
          {tableRows(breakEven, input).map(({ tokens, mark, gpus, api: apiCost, saved }) => (
            <TableRow key={`${mark} ${tokens}`} className={mark ? "font-medium" : undefined}>
              <TableCell numeric>{formatCount(tokens)}</TableCell>
              <TableCell className="whitespace-nowrap text-muted-foreground">{mark}</TableCell>
              <TableCell numeric>{formatUsd(gpus)}</TableCell>
              <TableCell numeric>{formatUsd(apiCost)}</TableCell>
              <TableCell numeric>{formatUsd(saved)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollingTable>
  );
}
