"use client";

import type { Budget, StandingBudget } from "../../lib/budgets/budget";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "../ui/dialog";
import { BudgetForm } from "./budget-form";
import type { Draft } from "./draft";
import type { Audience } from "./words";

interface BudgetDialogProps {
  budgets: readonly StandingBudget[];
  audience: Audience;
  /** The one to change; a new one without. */
  budget?: Budget;
  /** What the form begins with. */
  draft: Draft;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function BudgetDialog({ budgets, audience, budget, draft, open, onOpenChange }: BudgetDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="max-w-4xl max-sm:p-4">
        <DialogHeader>
          <DialogTitle>{budget ? `Change ${budget.name}` : "Add a budget"}</DialogTitle>
          <DialogDescription>
            {budget
              ? "What it counts stays as it is: another scope or period is another budget."
              : "An amount for each period in the reporting zone, and who hears about it before it is used up."}
          </DialogDescription>
        </DialogHeader>
        <BudgetForm budgets={budgets} audience={audience} budget={budget} start={draft} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}
