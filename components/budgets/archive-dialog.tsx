"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Budget } from "../../lib/budgets/budget";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { toast } from "../layout/toast";
import { Button } from "../ui/button";
import { Dialog, DialogClose, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "../ui/dialog";
import { BUDGETS_KEY } from "./budgets";

export function ArchiveDialog({ budget, open, onOpenChange }: { budget: Budget; open: boolean; onOpenChange: (open: boolean) => void }) {
  const queries = useQueryClient();
  const archive = useMutation({
    mutationFn: () => call("archiveBudget", { id: budget.id }),
    onSettled: () => queries.invalidateQueries({ queryKey: BUDGETS_KEY }),
    onError: (error) => toast.error(errorMessage(error)),
  });
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Archive the budget {budget.name}?</DialogTitle>
          <DialogDescription>It tells nobody any more and leaves this page. What it told stays on record.</DialogDescription>
        </DialogHeader>
        <DialogFooter>
          <DialogClose asChild>
            <Button>Keep it</Button>
          </DialogClose>
          <DialogClose asChild>
            <Button variant="destructive" onClick={() => archive.mutate()}>
              Archive
            </Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
