"use client";

import { type ReactNode, useState } from "react";
import type { Budget } from "../../lib/budgets/budget";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle, DialogTrigger } from "../ui/dialog";
import { BudgetForm } from "./budget-form";
import type { Addressee } from "./words";

interface BudgetDialogProps {
  people: readonly Addressee[];
  /** The one to change; a new one without. */
  budget?: Budget;
  /** What opens it; else `open` says. */
  children?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

export function BudgetDialog({ people, budget, children, open, onOpenChange }: BudgetDialogProps) {
  const [own, setOwn] = useState(false);
  const set = onOpenChange ?? setOwn;
  return (
    <Dialog open={open ?? own} onOpenChange={set}>
      {children ? <DialogTrigger asChild>{children}</DialogTrigger> : null}
      <DialogContent className="max-w-lg">
        <DialogHeader>
          <DialogTitle>{budget ? `Change ${budget.name}` : "Add a budget"}</DialogTitle>
          <DialogDescription>
            {budget
              ? "What it counts stays as it is: another scope is another budget."
              : "Metered cost of a calendar month, counted from its first day in the reporting zone."}
          </DialogDescription>
        </DialogHeader>
        <BudgetForm people={people} budget={budget} onDone={() => set(false)} />
      </DialogContent>
    </Dialog>
  );
}
