import type { Grain } from "../../lib/time";
import { bucketLabel } from "../charts/bucket-label";
import { formatFigure, shareText } from "../panels/figure";
import { ScrollingTable, StickyHeader } from "../panels/scrolling-table";
import { Table, TableBody, TableCell, TableHead, TableRow } from "../ui/table";
import { ACTIVITY_LINES } from "./activity-lines";
import type { ActivityBucket } from "./activity-over-time";

/** The same figures as the chart, and of how much of the time a pod held a GPU. */
export function ActivityTable({ buckets, grain }: { buckets: readonly ActivityBucket[]; grain: Grain }) {
  return (
    <ScrollingTable label="Activity over time, as a table">
      <Table>
        <StickyHeader>
          <TableRow>
            <TableHead>{`${grain[0]?.toUpperCase()}${grain.slice(1)}`}</TableHead>
            {ACTIVITY_LINES.map(({ id, label }) => (
              <TableHead key={id} numeric>
                {label}
              </TableHead>
            ))}
            <TableHead numeric>Power</TableHead>
            <TableHead numeric>Allocated</TableHead>
            <TableHead numeric>Idle hours</TableHead>
          </TableRow>
        </StickyHeader>
        <TableBody>
          {buckets.map(({ key, partial, figures }) => (
            <TableRow key={key}>
              <TableCell className="whitespace-nowrap">
                {bucketLabel(key, grain)}
                {partial ? ", not complete" : ""}
              </TableCell>
              {ACTIVITY_LINES.map(({ id }) => (
                <TableCell key={id} numeric>
                  {shareText(figures[id] ?? null)}
                </TableCell>
              ))}
              <TableCell numeric>{formatFigure(figures.gpu_power ?? null, "watts")}</TableCell>
              <TableCell numeric>{shareText(figures.gpu_allocated_share ?? null)}</TableCell>
              <TableCell numeric>{formatFigure(figures.gpu_idle_hours ?? null, "hours", "table")}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollingTable>
  );
}
