"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { can } from "../../lib/auth/can";
import type { StandingBudget } from "../../lib/budgets/budget";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { useShell } from "../layout/shell-context";
import { counted } from "../sources/words";
import { Button } from "../ui/button";
import { Card, CardDescription, CardFooter, CardHeader, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { BudgetBranch } from "./budget-row";
import { BurnBarKey } from "./burn-bar";
import { draftFromAddress } from "./draft";
import { ListFilters } from "./list-filters";
import { BUDGETS_KEY } from "./questions";
import { budgetTree, findBudgets } from "./tree";
import { budgetsParsers } from "./url";
import { type Audience, freshnessText } from "./words";

const BudgetDialog = dynamic(() => import("./budget-dialog").then((module) => module.BudgetDialog), { loading: () => null });

const REFRESH_MS = 60_000;
const MANY = 10;

/** Every budget and how it stands in its period, parts under what they are part of, the fullest first. */
export function Budgets({ initial, audience }: { initial: StandingBudget[]; audience: Audience }) {
  const manages = can(useShell().user.role, "manage_budgets");
  const [url, setUrl] = useQueryStates(budgetsParsers, { scroll: false });
  const { data, error } = useQuery({
    queryKey: BUDGETS_KEY,
    queryFn: ({ signal }) => call("listBudgets", {}, { signal }),
    initialData: { budgets: initial },
    refetchInterval: REFRESH_MS,
  });
  const { budgets } = data;
  const many = budgets.length > MANY;
  const shown = many ? findBudgets(budgets, { state: url.state, text: url.q }) : budgets;
  const add = manages ? (
    <Button variant="primary" onClick={() => void setUrl({ new: "1" })}>
      Add budget
    </Button>
  ) : null;
  return (
    <Card aria-label="Budgets">
      <CardHeader className="py-3">
        <div>
          <CardTitle>{budgets.length > 0 ? counted(budgets.length, "budget") : "Budgets"}</CardTitle>
          <CardDescription>Each threshold tells once in a period, as soon as the data that reaches it is in.</CardDescription>
        </div>
        {budgets.length > 0 ? add : null}
      </CardHeader>
      {error ? (
        <Notice variant="warning" role="alert" className="mx-4 mb-4">
          These are the figures from before: {errorMessage(error)}
        </Notice>
      ) : null}
      {many ? <ListFilters budgets={budgets} shown={shown.length} /> : null}
      {budgets.length === 0 ? (
        <EmptyState title="No budgets yet" action={add}>
          {manages
            ? "Set an amount for a period, for the company or a part of it, and who hears about it before it is spent."
            : "Engineers and admins set budgets; they appear here."}
        </EmptyState>
      ) : (
        <>
          <div className="px-4 pb-3">
            <BurnBarKey />
          </div>
          {shown.length === 0 ? (
            <EmptyState
              title="No budget is like that"
              className="border-t"
              action={<Button onClick={() => void setUrl({ q: null, state: null })}>Show all {budgets.length}</Button>}
            />
          ) : (
            <BudgetBranch nodes={budgetTree(shown)} all={budgets} audience={audience} depth={0} />
          )}
          <CardFooter>{freshnessText(budgets)}</CardFooter>
        </>
      )}
      {manages && url.new != null ? (
        <BudgetDialog
          budgets={budgets}
          audience={audience}
          draft={draftFromAddress(url)}
          open
          onOpenChange={(open) => {
            if (!open) void setUrl({ new: null, metric: null, period: null, where: null });
          }}
        />
      ) : null}
    </Card>
  );
}
