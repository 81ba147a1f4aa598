"use client";

import { Fragment, useMemo, useState } from "react";
import type { GpuHeat } from "../../lib/metrics/gpu-heat-answer";
import { formatCount, formatUsd } from "../../lib/money";
import { useScope } from "../filters/use-scope";
import { ValueButton } from "../filters/value-button";
import { writeEntry } from "../filters/where";
import { centsColumn, shareText } from "../panels/figure";
import { ScrollingTable, StickyHeader } from "../panels/scrolling-table";
import { Table, TableBody, TableCell, TableHead, TableRow } from "../ui/table";
import { hourLines } from "./heat-hours";
import { type GpuRow, gpuRows, poolRows } from "./heat-rows";

/** The map as a table: a line for each GPU and for the rest of each pool; each opens its hours. */
export function HeatTable({ answer }: { answer: GpuHeat }) {
  const { total } = answer;
  const rows = useMemo(() => [...gpuRows(answer), ...poolRows(answer)], [answer]);
  const costs = centsColumn([...rows.map(({ idleCost }) => idleCost)]);
  const [open, setOpen] = useState<string | null>(null);
  return (
    <ScrollingTable label="GPUs and their hours">
      <Table className="[&_td]:px-2 [&_th]:px-2">
        <StickyHeader>
          <TableRow>
            <TableHead>GPU</TableHead>
            <TableHead>Host</TableHead>
            <TableHead>Model</TableHead>
            <TableHead>Pool</TableHead>
            <TableHead numeric>Utilization</TableHead>
            <TableHead numeric>Tensor</TableHead>
            <TableHead numeric>Idle hours</TableHead>
            <TableHead numeric>
              <abbr title="Whole hours in which it was idle all the time: they could be given back" className="no-underline">
                Releasable
              </abbr>
            </TableHead>
            <TableHead numeric>Idle cost</TableHead>
          </TableRow>
        </StickyHeader>
        <TableBody>
          <TableRow className="font-medium">
            <TableCell colSpan={4}>All {formatCount(String(total.cards))} GPUs</TableCell>
            <TableCell numeric>{shareText(total.utilization)}</TableCell>
            <TableCell numeric>{shareText(total.tensor)}</TableCell>
            <TableCell numeric>{formatCount(total.idleHours)}</TableCell>
            <TableCell numeric>{formatCount(total.releasableHours)}</TableCell>
            <TableCell numeric>{centsColumn([total.idleCost])[0]}</TableCell>
          </TableRow>
          {rows.map((row, index) => (
            <Fragment key={row.key}>
              <Line
                row={row}
                cost={costs[index] ?? "—"}
                open={open === row.key}
                onOpen={() => setOpen(open === row.key ? null : row.key)}
              />
              {open === row.key ? <Hours row={row} answer={answer} /> : null}
            </Fragment>
          ))}
        </TableBody>
      </Table>
    </ScrollingTable>
  );
}

function Line({ row, cost, open, onOpen }: { row: GpuRow; cost: string; open: boolean; onOpen: () => void }) {
  const { scope, toggle } = useScope();
  const none = <span className="text-muted-foreground">—</span>;
  const set = (dimension: string, value: string | null) => scope.where.includes(writeEntry({ dimension, value }));
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">
        <button type="button" className="rounded-sm text-left hover:text-primary hover:underline" aria-expanded={open} onClick={onOpen}>
          {row.short}
        </button>
      </TableCell>
      <TableCell className="min-w-32 max-w-48">
        {row.cards === null ? (
          <ValueButton
            label={row.host ?? "(none)"}
            set={set("host", row.host)}
            missing={row.host === null}
            onPick={() => toggle({ dimension: "host", value: row.host })}
          />
        ) : (
          none
        )}
      </TableCell>
      <TableCell className="max-w-48 truncate" title={row.gpuModel ?? undefined}>
        {row.gpuModel ?? none}
      </TableCell>
      <TableCell className="min-w-24 max-w-40">
        <ValueButton
          label={row.pool ?? "(none)"}
          set={set("pool", row.pool)}
          missing={row.pool === null}
          onPick={() => toggle({ dimension: "pool", value: row.pool })}
        />
      </TableCell>
      <TableCell numeric title={row.utilization === null ? "Not measured in this range" : undefined}>
        {shareText(row.utilization)}
      </TableCell>
      <TableCell numeric title={row.tensor === null ? "Its exporter does not tell tensor activity" : undefined}>
        {shareText(row.tensor)}
      </TableCell>
      <TableCell numeric>{formatCount(row.idleHours)}</TableCell>
      <TableCell numeric>{formatCount(row.releasableHours)}</TableCell>
      <TableCell numeric title={row.idleCost === null ? "No rate is known for it" : formatUsd(row.idleCost, "exact")}>
        {cost}
      </TableCell>
    </TableRow>
  );
}

/** Every hour of a line, a line for each day. */
function Hours({ row, answer }: { row: GpuRow; answer: GpuHeat }) {
  return (
    <TableRow>
      <TableCell colSpan={9} className="bg-muted/40">
        <ul className="grid gap-1 text-2xs">
          {hourLines(row.cells, answer).map(({ day, hours }) => (
            <li key={day} className="flex gap-2">
              <span className="w-14 shrink-0 font-medium">{day}</span>
              <span className="text-muted-foreground">{hours}</span>
            </li>
          ))}
        </ul>
      </TableCell>
    </TableRow>
  );
}
