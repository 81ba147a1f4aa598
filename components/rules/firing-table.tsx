"use client";

import { useState } from "react";
import type { Backtest } from "../../lib/rules/rule";
import { minuteText } from "../sources/words";
import { Button } from "../ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { lastedText, subjectText, valueText } from "./words";

const SHOWN = 8;

/** Every time the rule would have told, the newest first. */
export function FiringTable({ backtest: { firings, zone }, unit, each }: { backtest: Backtest; unit: string; each: boolean }) {
  const [all, setAll] = useState(false);
  if (firings.length === 0) return null;
  const newest = firings.toSorted((a, b) => Date.parse(b.from) - Date.parse(a.from));
  const shown = all ? newest : newest.slice(0, SHOWN);
  return (
    <div className="-mx-4 mt-3 border-t">
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>Would have told</TableHead>
            {each ? <TableHead className="w-full">Of</TableHead> : null}
            <TableHead numeric>At</TableHead>
            <TableHead numeric>Lasted</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {shown.map((firing) => (
            <TableRow key={`${firing.subject} ${firing.from}`}>
              <TableCell className="whitespace-nowrap">{minuteText(firing.from, zone)}</TableCell>
              {each ? <TableCell className="wrap-anywhere">{subjectText(firing)}</TableCell> : null}
              <TableCell numeric>{valueText(firing.value, unit)}</TableCell>
              <TableCell numeric>{firing.to ? lastedText(Date.parse(firing.to) - Date.parse(firing.from)) : "still"}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {newest.length > shown.length ? (
        <div className="border-t px-4 pt-2">
          <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
            Show all {newest.length}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
