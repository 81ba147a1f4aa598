"use client";

import { MoreHorizontal } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { StandingBudget } from "../../lib/budgets/budget";
import { call } from "../../lib/http/client";
import { addDays, dayOf, startOfDay } from "../../lib/time";
import { MuteItems, type MuteSpan } from "../dialogs/mute-items";
import { useAction } from "../dialogs/use-action";
import { useFrame } from "../panels/data-context";
import { Button } from "../ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { draftOf } from "./draft";
import { type Audience, mutedText } from "./words";

const BudgetDialog = dynamic(() => import("./budget-dialog").then((module) => module.BudgetDialog), { loading: () => null });
const ArchiveDialog = dynamic(() => import("./archive-dialog").then((module) => module.ArchiveDialog), { loading: () => null });

const DAY_MS = 86_400_000;

interface ActionsProps {
  budget: StandingBudget;
  budgets: readonly StandingBudget[];
  audience: Audience;
  onArchived?: () => void;
}

/** Change, mute, archive: for those who may. */
export function BudgetActions({ budget, budgets, audience, onArchived }: ActionsProps) {
  const { now } = useFrame();
  const [open, setOpen] = useState<"edit" | "archive" | null>(null);
  const close = (next: boolean) => setOpen((before) => (next ? before : null));
  const mute = useAction((mutedUntil: string | null) => call("updateBudget", { id: budget.id, mutedUntil }));
  const { zone, to } = budget.current;
  const spans: MuteSpan[] = [
    { label: "For 24 hours", until: () => Date.now() + DAY_MS },
    { label: "For 7 days", until: () => startOfDay(addDays(dayOf(now, zone), 7), zone) },
    { label: "Until its period ends", until: () => startOfDay(to, zone) },
  ];
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={`More for ${budget.name}`}>
            <MoreHorizontal aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setOpen("edit")}>Change</DropdownMenuItem>
          <DropdownMenuSeparator />
          <MuteItems muted={mutedText(budget, zone, now) != null} spans={spans} onMute={mute.mutate} />
          <DropdownMenuSeparator />
          <DropdownMenuItem destructive onSelect={() => setOpen("archive")}>
            Archive
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {open === "edit" ? (
        <BudgetDialog
          budgets={budgets}
          audience={audience}
          budget={budget}
          draft={draftOf(budget, budget.about)}
          open
          onOpenChange={close}
        />
      ) : null}
      {open === "archive" ? <ArchiveDialog budget={budget} open onOpenChange={close} onArchived={onArchived} /> : null}
    </>
  );
}
