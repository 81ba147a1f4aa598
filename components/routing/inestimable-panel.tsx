"use client";

import Link from "next/link";
import { can, type Permission } from "../../lib/auth/can";
import { divide, formatCount, formatRatio, formatUsd, isZero } from "../../lib/money";
import type { RoutingNet } from "../../lib/routing/net-answer";
import { useShell } from "../layout/shell-context";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { SETTINGS } from "./next-step";
import { useBehind } from "./use-behind";
import { useRouting } from "./use-routing";

type Reason = RoutingNet["inestimable"]["reasons"][number]["reason"];

/** What makes requests of a reason estimable; null: nothing that could be done here. */
const NEXT: Record<Reason, { label: string; href: string; permission: Permission } | null> = {
  no_price: { label: "Add a price", href: "/prices", permission: "view_prices" },
  no_baseline: { label: "Set a baseline or map the name", href: SETTINGS, permission: "view_prices" },
  no_baseline_price: { label: "Add the baseline's price", href: "/prices", permission: "view_prices" },
  other: { label: "Add a standard price", href: "/prices", permission: "view_prices" },
  provider_counts: { label: "Send the gateway's log", href: "/sources", permission: "view_sources" },
};

/** What the figures above say nothing about, why, and what would change that. Nothing where everything can be judged. */
export function InestimablePanel() {
  const { answer } = useRouting("routingNet");
  const { user } = useShell();
  const behind = useBehind();
  if (!answer || isZero(answer.inestimable.requests)) return null;
  const { requests, cost, reasons } = answer.inestimable;
  const href = behind({ step: "inestimable" });
  return (
    <Card aria-label="What can't be judged" id="inestimable" className="break-inside-avoid">
      <CardHeader className="justify-start">
        <CardTitle>What can't be judged</CardTitle>
        <CardDescription>
          {formatCount(requests)} of {formatCount(answer.total.requests)} requests ({formatRatio(divide(requests, answer.total.requests))})
          {cost == null ? "" : `, ${formatUsd(cost)}`}: in no figure of savings
        </CardDescription>
        {href ? (
          <Link href={href} prefetch={false} className="text-primary text-xs underline-offset-4 hover:underline print:hidden">
            The requests →
          </Link>
        ) : null}
      </CardHeader>
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>Reason</TableHead>
            <TableHead numeric>Requests</TableHead>
            <TableHead numeric className="max-sm:hidden">
              Known cost
            </TableHead>
            <TableHead className="print:hidden">Next step</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {reasons.map((one) => {
            const next = NEXT[one.reason];
            return (
              <TableRow key={one.reason}>
                <TableCell className="w-full">{one.text}.</TableCell>
                <TableCell numeric>{formatCount(one.requests)}</TableCell>
                <TableCell numeric className="max-sm:hidden" title={one.cost == null ? "Unknown" : formatUsd(one.cost, "exact")}>
                  {one.cost != null && isZero(one.cost) ? "0" : formatUsd(one.cost)}
                </TableCell>
                <TableCell className="print:hidden">
                  {next && can(user.role, next.permission) ? (
                    <Link href={next.href} className="text-primary underline-offset-4 hover:underline sm:whitespace-nowrap">
                      {next.label} →
                    </Link>
                  ) : (
                    <span className="text-muted-foreground sm:whitespace-nowrap">
                      {next ? next.label : "Nothing: the source does not tell"}
                    </span>
                  )}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </Card>
  );
}
