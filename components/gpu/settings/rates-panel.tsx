"use client";

import type { GpuRateRow } from "../../../lib/http/operations/gpu-rates";
import { formatCount } from "../../../lib/money";
import { fromText } from "../../dated/words";
import { Button } from "../../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../../ui/card";
import { EmptyState } from "../../ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../../ui/table";
import { EntryButton } from "./entry-button";
import type { RateTarget } from "./rate-dialog";
import { RATE_FIELD_WORDS, rateAbout, rateNote, rateText } from "./rate-words";
import { threadsOf } from "./standing";

/** Columns that a phone shows as lines under the name instead. */
const WIDE = "hidden md:table-cell";

/** What GPUs cost per hour: of each host, pool and GPU model that has a rate, what holds today. */
export function RatesPanel({
  rates,
  onOpen,
  onAdd,
}: {
  rates: readonly GpuRateRow[];
  onOpen: (target: RateTarget) => void;
  /** Null for those who may not. */
  onAdd: (() => void) | null;
}) {
  const threads = threadsOf(rates);
  return (
    <Card>
      <CardHeader className="sm:flex-nowrap">
        <div className="min-w-0">
          <CardTitle>GPU rates</CardTitle>
          <CardDescription>
            What one card costs per hour, used or not. A host goes before its pool, a pool before a GPU model, a whole name before a
            beginning.
          </CardDescription>
        </div>
        {onAdd && threads.length > 0 ? (
          <Button size="sm" onClick={onAdd}>
            Set a rate
          </Button>
        ) : null}
      </CardHeader>
      {threads.length === 0 ? (
        <EmptyState
          title="No rate yet"
          action={
            onAdd ? (
              <Button variant="primary" onClick={onAdd}>
                Set a rate
              </Button>
            ) : null
          }
        >
          GPU cost, idle cost and cost per request of your own models are unknown until a rate says what an hour of a card costs.
        </EmptyState>
      ) : (
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>For</TableHead>
              <TableHead>Rate</TableHead>
              <TableHead className={WIDE}>Holds</TableHead>
              <TableHead className={WIDE}>Note</TableHead>
              <TableHead numeric title="Cards of the last 30 days that it is the rate of today">
                GPUs
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {threads.map((thread) => {
              const row = thread.holds ?? thread.planned;
              if (!row) return null;
              return (
                <TableRow key={thread.key} className="align-top">
                  <TableCell className="wrap-anywhere">
                    <span className="block font-medium">{row.field === "any" ? RATE_FIELD_WORDS.any.label : row.subject}</span>
                    <span className="block text-muted-foreground">
                      {row.field === "any" ? "without a rate of its own" : RATE_FIELD_WORDS[row.field].label}
                    </span>
                  </TableCell>
                  <TableCell>
                    <EntryButton
                      thread={thread}
                      title={`Rate of ${rateAbout(row)}`}
                      textOf={rateText}
                      noteOf={rateNote}
                      onOpen={() => onOpen({ field: row.field, subject: row.subject })}
                    />
                    <span className="block text-muted-foreground md:hidden">{thread.holds ? fromText(thread.holds.fromDay) : ""}</span>
                  </TableCell>
                  <TableCell className={`${WIDE} whitespace-nowrap`}>{thread.holds ? fromText(thread.holds.fromDay) : "—"}</TableCell>
                  <TableCell className={`${WIDE} max-w-64 wrap-anywhere text-muted-foreground`}>{thread.holds?.note ?? ""}</TableCell>
                  <TableCell numeric>{formatCount(String(thread.holds?.cards ?? 0))}</TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
