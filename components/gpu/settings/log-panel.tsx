"use client";

import { useState } from "react";
import { minuteText } from "../../sources/words";
import { Button } from "../../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../../ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../../ui/table";
import { logLines } from "./log-lines";

const WIDE = "hidden md:table-cell";
const FEW = 8;

/** Who changed which rate, rule and setting, the newest first: nothing that was ever set is deleted. */
export function LogPanel({ zone, ...settings }: Parameters<typeof logLines>[0] & { zone: string }) {
  const [all, setAll] = useState(false);
  const lines = logLines(settings);
  if (lines.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>History</CardTitle>
          <CardDescription>Every rate, rule and setting as it was set and retired. Nothing is deleted.</CardDescription>
        </div>
      </CardHeader>
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead className={WIDE}>When</TableHead>
            <TableHead>What</TableHead>
            <TableHead>Value</TableHead>
            <TableHead className={WIDE}>Holds</TableHead>
            <TableHead className={WIDE}>By</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {(all ? lines : lines.slice(0, FEW)).map((line) => (
            <TableRow key={line.key} className="align-top">
              <TableCell className={`${WIDE} whitespace-nowrap`}>{minuteText(line.at, zone)}</TableCell>
              <TableCell className="wrap-anywhere">
                {line.title}
                <span className="block text-muted-foreground md:hidden">
                  {minuteText(line.at, zone)}, {line.by}
                </span>
              </TableCell>
              <TableCell className="wrap-anywhere">
                {line.what === "retired" ? <span className="text-muted-foreground">retired: </span> : null}
                <span className={line.what === "retired" ? "text-muted-foreground" : "font-medium"}>{line.text}</span>
                {line.note && line.what === "set" ? <span className="block text-muted-foreground">{line.note}</span> : null}
              </TableCell>
              <TableCell className={`${WIDE} whitespace-nowrap`}>{line.holds}</TableCell>
              <TableCell className={`${WIDE} wrap-anywhere`}>{line.by}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {lines.length > FEW ? (
        <div className="border-t p-2">
          <Button size="sm" variant="ghost" onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show all ${lines.length}`}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
