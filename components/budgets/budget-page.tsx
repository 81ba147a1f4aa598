"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { can } from "../../lib/auth/can";
import type { StandingBudget } from "../../lib/budgets/budget";
import type { BudgetHistory } from "../../lib/budgets/history";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { Page } from "../layout/page";
import { useShell } from "../layout/shell-context";
import { buttonVariants } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { BudgetActions } from "./budget-actions";
import { BudgetEvents } from "./budget-events";
import { BudgetHeadline } from "./budget-headline";
import { BudgetPrint } from "./budget-print";
import { BudgetBranch } from "./budget-row";
import { BurnChart } from "./burn-chart";
import { ChangePanel } from "./change-panel";
import { Contributors } from "./contributors";
import { PastPeriods } from "./past-periods";
import { BUDGETS_KEY } from "./questions";
import { budgetTree } from "./tree";
import { type Audience, allocationText } from "./words";

interface BudgetPageProps {
  initial: BudgetHistory;
  audience: Audience;
}

const REFRESH_MS = 60_000;
const NONE: StandingBudget[] = [];

/** One budget: how it stands, where it goes, why it changed, who makes it up, what it was before and what it told. */
export function BudgetPage({ initial, audience }: BudgetPageProps) {
  const manages = can(useShell().user.role, "manage_budgets");
  const router = useRouter();
  const { id } = initial.budget;
  const { data, error } = useQuery({
    queryKey: [...BUDGETS_KEY, "history", id],
    queryFn: ({ signal }) => call("budgetHistory", { id }, { signal }),
    initialData: initial,
    refetchInterval: REFRESH_MS,
  });
  // Its parts, and what it can be a part of; every budget takes longer than this one, and the page needn't wait.
  const all = useQuery({ queryKey: BUDGETS_KEY, queryFn: ({ signal }) => call("listBudgets", {}, { signal }) }).data?.budgets ?? NONE;
  const { budget, series, periods, events } = data;
  const { about: measure, archivedAt } = budget;
  const parts = budgetTree(all.filter((one) => one.parent === id));
  return (
    <Page
      title={budget.name}
      bar={
        <>
          <Link href="/budgets" className={buttonVariants({ size: "sm", className: "print:hidden" })}>
            <ArrowLeft aria-hidden />
            All budgets
          </Link>
          {manages && archivedAt == null ? (
            <BudgetActions budget={budget} budgets={all} audience={audience} onArchived={() => router.push("/budgets")} />
          ) : null}
        </>
      }
    >
      {archivedAt == null ? null : <Notice>This budget is archived: it tells nobody. These are its figures as they are now.</Notice>}
      {error ? (
        <Notice variant="warning" role="alert">
          These are the figures from before: {errorMessage(error)}
        </Notice>
      ) : null}
      <BudgetHeadline budget={budget} parent={all.find((one) => one.id === budget.parent)} />
      <BurnChart budget={budget} series={series} />
      {budget.allocation ? (
        <Card aria-label="Its parts">
          <CardHeader className="py-3">
            <div>
              <CardTitle>Its parts</CardTitle>
              <CardDescription>{allocationText(budget, measure)}</CardDescription>
            </div>
          </CardHeader>
          {parts.length > 0 ? (
            <BudgetBranch nodes={parts} all={all} audience={audience} depth={0} within={id} />
          ) : (
            <div className="grid gap-2 px-4 pb-4">
              {Array.from({ length: budget.allocation.children }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
                <Skeleton key={index} className="h-20" />
              ))}
            </div>
          )}
        </Card>
      ) : null}
      {budget.metric === "cost" ? <ChangePanel budget={budget} /> : null}
      <div className="grid items-start gap-4 xl:grid-cols-2 [&>*]:min-w-0">
        <Contributors budget={budget} />
        <PastPeriods budget={budget} periods={periods} />
      </div>
      <BudgetEvents budget={budget} events={events} />
      <BudgetPrint budget={budget} audience={audience} />
    </Page>
  );
}
