"use client";

import type { Budget } from "../../lib/budgets/budget";
import { call } from "../../lib/http/client";
import { Confirm } from "../dialogs/confirm";
import { useAction } from "../dialogs/use-action";

interface ArchiveProps {
  budget: Budget;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onArchived?: () => void;
}

export function ArchiveDialog({ budget, open, onOpenChange, onArchived }: ArchiveProps) {
  const archive = useAction(() => call("archiveBudget", { id: budget.id }), onArchived);
  return (
    <Confirm
      title={`Archive the budget ${budget.name}?`}
      action="Archive"
      onConfirm={() => archive.mutate()}
      open={open}
      onOpenChange={onOpenChange}
    >
      It tells nobody any more and leaves the list. What it told stays on record.
    </Confirm>
  );
}
