"use client";

import { MoreHorizontal } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { StandingBudget } from "../../lib/budgets/budget";
import { compare, formatRatio, formatUsd, subtract } from "../../lib/money";
import { dayOf } from "../../lib/time";
import { dayText } from "../filters/scope";
import { minuteText } from "../sources/words";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { ArchiveDialog } from "./archive-dialog";
import { BudgetDialog } from "./budget-dialog";
import { percentOf, SpentBar } from "./spent-bar";
import { type Addressee, budgetHref, percent, recipientsText, STATE_WORDS, scopeText } from "./words";

/** One budget: what it is about, how much of it is used, which thresholds told, how it stands. */
export function BudgetRow({ budget, people, manages }: { budget: StandingBudget; people: readonly Addressee[]; manages: boolean }) {
  const { current, amount, thresholds } = budget;
  const state = STATE_WORDS[current.state];
  return (
    <li className="grid gap-x-6 gap-y-3 border-b px-4 py-3 last:border-b-0 md:grid-cols-[minmax(0,3fr)_minmax(0,4fr)_auto]">
      <div className="min-w-0">
        <Link href={budgetHref(budget)} className="font-medium text-sm underline-offset-4 hover:text-primary hover:underline">
          {budget.name}
        </Link>
        <p className="break-words text-xs">{scopeText(budget.scope)}</p>
        <p className="break-words pt-1 text-muted-foreground text-xs">Tells {recipientsText(budget.recipients, people)}</p>
      </div>
      <div className="grid min-w-0 content-start gap-2">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span>
            <span className="font-semibold text-lg" title={formatUsd(current.spent, "exact")}>
              {formatUsd(current.spent, "tile")}
            </span>{" "}
            <span className="text-muted-foreground text-sm">of {formatUsd(amount, "tile")}</span>
          </span>
          <span className="text-sm">{current.share == null ? "—" : percentOf(Number(current.share))}</span>
        </p>
        <SpentBar share={current.share} amount={amount} thresholds={thresholds} />
        <p className="text-muted-foreground text-xs">{notes(budget).join(" · ")}</p>
      </div>
      <div className="flex items-start justify-between gap-2 md:w-40 md:justify-end">
        <Badge variant={state.variant}>{state.label}</Badge>
        {manages ? <Actions budget={budget} people={people} /> : null}
      </div>
    </li>
  );
}

function notes({ current, amount, thresholds }: StandingBudget): string[] {
  const { spent, from, zone, crossings, pricedShare, dataThrough } = current;
  const told = crossings
    .filter((one) => !one.superseded)
    .map(({ threshold, crossedAt }) => `${percent(threshold)} told ${dayText(dayOf(Date.parse(crossedAt), zone))}`);
  const left = spent == null ? null : subtract(amount, spent);
  const rest =
    left == null ? [] : [compare(left, "0") >= 0 ? `${formatUsd(left, "tile")} left` : `${formatUsd(subtract("0", left), "tile")} over`];
  return [
    ...rest,
    ...(told.length > 0 ? told : [`mails at ${thresholds.map(percent).join(" and ")}`]),
    ...(pricedShare != null && compare(pricedShare, "1") < 0 ? [`${formatRatio(pricedShare)} of requests priced`] : []),
    `since ${dayText(from)}, ${zone}`,
    dataThrough ? `data through ${minuteText(dataThrough, zone)}` : "no data yet",
  ];
}

function Actions({ budget, people }: { budget: StandingBudget; people: readonly Addressee[] }) {
  const [open, setOpen] = useState<"edit" | "archive" | null>(null);
  const close = (next: boolean) => setOpen((before) => (next ? before : null));
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" className="-mt-1.5" aria-label={`More for ${budget.name}`}>
            <MoreHorizontal aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setOpen("edit")}>Change</DropdownMenuItem>
          <DropdownMenuItem destructive onSelect={() => setOpen("archive")}>
            Archive
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <BudgetDialog people={people} budget={budget} open={open === "edit"} onOpenChange={close} />
      <ArchiveDialog budget={budget} open={open === "archive"} onOpenChange={close} />
    </>
  );
}
