"use client";

import Link from "next/link";
import { useState } from "react";
import { type Amount, formatCount, formatUsd } from "../../lib/money";
import type { RoutingChains } from "../../lib/routing/chains-answer";
import { useFrame } from "../panels/data-context";
import { centsColumn } from "../panels/figure";
import { sumKnown } from "../panels/stack";
import { clockText, StaleNote } from "../panels/stale-note";
import { valueLabel } from "../panels/value-label";
import { UnseenHead } from "../tables/unseen-head";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from "../ui/table";
import { useBehind } from "./use-behind";
import { useRouting } from "./use-routing";

type Chain = RoutingChains["chains"][number];

const SHOWN = 8;
const name = (of: Chain["first"]): string => valueLabel("model", of.model);

/** Attempts in vain: which model tried first, which answered then, and what the first cost. */
export function ChainsPanel() {
  const state = useRouting("routingChains");
  const { zone, now } = useFrame();
  const { answer } = state;
  return (
    <Card aria-label="Escalations and retries" aria-busy={state.stale} className="break-inside-avoid">
      <CardHeader>
        <CardTitle>Escalations and retries</CardTitle>
        <CardDescription>What was paid for attempts that did not answer</CardDescription>
      </CardHeader>
      <div className={cn("transition-opacity", state.stale && "opacity-60")}>
        {!answer ? (
          state.error ? null : (
            <Skeleton className="mx-4 mb-4 h-56" />
          )
        ) : answer.chains.length === 0 ? (
          <EmptyState title="No escalations or retries">No request that can be judged made an attempt in vain.</EmptyState>
        ) : (
          <Chains chains={answer.chains} />
        )}
        {answer?.cutBefore ? (
          <p className="border-t px-4 py-2 text-muted-foreground text-xs">
            There are more than can be read at once: only those from {clockText(Date.parse(answer.cutBefore), zone, now)} on are in it. A
            shorter range shows them all.
          </p>
        ) : null}
      </div>
      <StaleNote state={state} className="px-4 py-2" />
    </Card>
  );
}

function Chains({ chains }: { chains: readonly Chain[] }) {
  const [all, setAll] = useState(false);
  const behind = useBehind();
  const shown = all ? chains : chains.slice(0, SHOWN);
  const cents = centsColumn(chains.map(({ cost }) => cost));
  const total: Amount | null = sumKnown(chains.map(({ cost }) => cost));
  const links = behind({}) != null;
  return (
    <>
      <Table className="[&_td]:px-2 [&_th]:px-2 max-sm:[&_td]:px-1.5 max-sm:[&_th]:px-1.5">
        <TableHeader>
          <TableRow>
            <TableHead className="w-full">Tried → answered</TableHead>
            <TableHead className="max-sm:hidden">Kind</TableHead>
            <TableHead numeric>Requests</TableHead>
            <TableHead numeric className="max-sm:hidden">
              Attempts
            </TableHead>
            <TableHead numeric>Cost</TableHead>
            {links ? <UnseenHead className="w-7 print:hidden">The attempts</UnseenHead> : null}
          </TableRow>
        </TableHeader>
        <TableBody>
          {shown.map((chain, index) => {
            const href = behind({ step: chain.kind, entries: [{ dimension: "model", value: chain.first.model }] });
            const title = `${name(chain.first)} → ${name(chain.answered)}`;
            return (
              <TableRow key={`${chain.kind} ${chain.first.provider} ${title} ${chain.answered.provider}`}>
                <TableCell className="w-full min-w-32 max-w-0">
                  <span className="line-clamp-2 break-words" title={title}>
                    {title}
                  </span>
                  <span className="block text-2xs text-muted-foreground sm:hidden">{chain.kind}</span>
                </TableCell>
                <TableCell className="text-muted-foreground max-sm:hidden">{chain.kind}</TableCell>
                <TableCell numeric>{formatCount(chain.requests)}</TableCell>
                <TableCell numeric className="max-sm:hidden">
                  {formatCount(chain.attempts)}
                </TableCell>
                <TableCell numeric title={chain.cost == null ? "Unknown" : formatUsd(chain.cost, "exact")}>
                  {cents[index]}
                </TableCell>
                {links ? (
                  <TableCell className="print:hidden">
                    {href ? (
                      <Link href={href} prefetch={false} className="text-primary hover:underline" aria-label={`The attempts of ${title}`}>
                        →
                      </Link>
                    ) : null}
                  </TableCell>
                ) : null}
              </TableRow>
            );
          })}
        </TableBody>
        <TableFooter>
          <TableRow>
            <TableCell>Total</TableCell>
            <TableCell className="max-sm:hidden" />
            <TableCell />
            <TableCell className="max-sm:hidden" />
            <TableCell numeric>{centsColumn([total])[0]}</TableCell>
            {links ? <TableCell className="print:hidden" /> : null}
          </TableRow>
        </TableFooter>
      </Table>
      {chains.length > SHOWN ? (
        <div className="border-t px-4 py-2 print:hidden">
          <Button variant="link" size="inline" className="text-xs" onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show all ${chains.length}`}
          </Button>
        </div>
      ) : null}
    </>
  );
}
