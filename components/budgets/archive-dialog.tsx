"use client";

import type { Budget } from "../../lib/budgets/budget";
import { call } from "../../lib/http/client";
import { Confirm } from "../dialogs/confirm";
import { useAction } from "../dialogs/use-action";

export function ArchiveDialog({ budget, open, onOpenChange }: { budget: Budget; open: boolean; onOpenChange: (open: boolean) => void }) {
  const archive = useAction(() => call("archiveBudget", { id: budget.id }));
  return (
    <Confirm
      title={`Archive the budget ${budget.name}?`}
      action="Archive"
      onConfirm={() => archive.mutate()}
      open={open}
      onOpenChange={onOpenChange}
    >
      It tells nobody any more and leaves this page. What it told stays on record.
    </Confirm>
  );
}
