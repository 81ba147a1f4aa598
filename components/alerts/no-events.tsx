"use client";

import Link from "next/link";
import type { Watching } from "../../lib/alerts/watching";
import { can } from "../../lib/auth/can";
import type { OutputOf } from "../../lib/http/operations";
import { useShell } from "../layout/shell-context";
import { TemplateList } from "../rules/template-list";
import { counted, minuteText } from "../sources/words";
import { buttonVariants } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/empty-state";

/** Nothing happened: because nothing watches yet (then rules to begin with), or because all is within its lines. */
export function NoEvents({
  watching: { rules, budgets, since },
  templates,
  zone,
}: {
  watching: Watching;
  templates: OutputOf<"listRuleTemplates">["templates"];
  zone: string;
}) {
  const manages = can(useShell().user.role, "manage_budgets");
  const watchers = [rules > 0 ? counted(rules, "rule") : null, budgets > 0 ? counted(budgets, "budget") : null].filter(Boolean);
  return (
    <>
      <Card>
        {watchers.length === 0 ? (
          <EmptyState title="No rules yet">
            {manages
              ? "A rule watches a figure and tells people when it is out of line. Begin with one below; it shows what it would have told before it is saved."
              : "Engineers and admins set rules and budgets; what these tell appears here."}
          </EmptyState>
        ) : (
          <EmptyState
            title="Nothing has fired"
            action={
              <Link href={rules > 0 ? "/alerts/rules" : "/budgets"} className={buttonVariants({ variant: "outline" })}>
                See what {rules > 0 ? "the rules watch" : "the budgets are"}
              </Link>
            }
          >
            {watchers.join(" and ")} {rules + budgets === 1 ? "watches" : "watch"} since {minuteText(since, zone)}; all figures were within
            their lines.
          </EmptyState>
        )}
      </Card>
      {rules === 0 && manages ? (
        <Card>
          <CardHeader className="py-3">
            <div>
              <CardTitle>Rules to begin with</CardTitle>
              <CardDescription>Their lines are made of your own history; all of it can be changed before saving.</CardDescription>
            </div>
          </CardHeader>
          <TemplateList templates={templates} />
        </Card>
      ) : null}
    </>
  );
}
