"use client";

import { useQuery } from "@tanstack/react-query";
import { can } from "../../lib/auth/can";
import type { StandingBudget } from "../../lib/budgets/budget";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { useShell } from "../layout/shell-context";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { BudgetDialog } from "./budget-dialog";
import { BudgetRow } from "./budget-row";
import type { Addressee } from "./words";

export const BUDGETS_KEY = ["budgets"];

const REFRESH_MS = 60_000;

/** Every budget and how it stands this month, the fullest first; those who may set, change and end them. */
export function Budgets({ initial, people }: { initial: StandingBudget[]; people: Addressee[] }) {
  const manages = can(useShell().user.role, "manage_budgets");
  const { data, error } = useQuery({
    queryKey: BUDGETS_KEY,
    queryFn: ({ signal }) => call("listBudgets", {}, { signal }),
    initialData: { budgets: initial },
    refetchInterval: REFRESH_MS,
  });
  const add = manages ? (
    <BudgetDialog people={people}>
      <Button variant="primary">Add budget</Button>
    </BudgetDialog>
  ) : null;
  return (
    <Card>
      <CardHeader className="py-3">
        <div>
          <CardTitle>Monthly budgets</CardTitle>
          <CardDescription>Each threshold sends one mail a month, as soon as the data that reaches it is in.</CardDescription>
        </div>
        {data.budgets.length > 0 ? add : null}
      </CardHeader>
      {error ? (
        <Notice variant="warning" role="alert" className="mx-4 mb-4">
          These are the figures from before: {errorMessage(error)}
        </Notice>
      ) : null}
      {data.budgets.length === 0 ? (
        <EmptyState title="No budgets yet" action={add}>
          {manages
            ? "Set an amount for a month, for the company or a part of it, and who hears about it before it is spent."
            : "Engineers and admins set budgets; they appear here."}
        </EmptyState>
      ) : (
        <ul className="border-t">
          {data.budgets.map((budget) => (
            <BudgetRow key={budget.id} budget={budget} people={people} manages={manages} />
          ))}
        </ul>
      )}
    </Card>
  );
}
