"use client";

import { useQuery } from "@tanstack/react-query";
import { can } from "../../lib/auth/can";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import type { OutputOf } from "../../lib/http/operations";
import type { StandingRule } from "../../lib/rules/rule";
import { AlertTabs } from "../alerts/alert-tabs";
import { useNow } from "../alerts/use-now";
import type { Audience } from "../budgets/words";
import { useShell } from "../layout/shell-context";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { NewRuleLink } from "./new-rule-link";
import { RuleRow } from "./rule-row";
import { TemplateList } from "./template-list";
import type { MetricWords } from "./words";

export const RULES_KEY = ["rules"];

const REFRESH_MS = 60_000;

interface RulesProps {
  initial: StandingRule[];
  metrics: readonly MetricWords[];
  audience: Audience;
  /** Only where there is no rule yet. */
  templates: OutputOf<"listRuleTemplates">["templates"];
  zone: string;
  now: number;
}

/** Every rule and how it stands, those that fire first; those who may, change, silence and end them. */
export function Rules({ initial, metrics, audience, templates, zone, now: loadedAt }: RulesProps) {
  const manages = can(useShell().user.role, "manage_budgets");
  const now = useNow(loadedAt);
  const { data, error } = useQuery({
    queryKey: RULES_KEY,
    queryFn: ({ signal }) => call("listRules", {}, { signal }),
    initialData: { rules: initial },
    refetchInterval: REFRESH_MS,
  });
  const firing = data.rules.filter(({ state }) => state === "firing").length;
  return (
    <>
      <AlertTabs current="rules" action={manages ? <NewRuleLink /> : null} />
      {error ? (
        <Notice variant="warning" role="alert">
          These are the rules as they stood before: {errorMessage(error)}
        </Notice>
      ) : null}
      <Card>
        <CardHeader className="py-3">
          <div>
            <CardTitle>Rules</CardTitle>
            <CardDescription>
              {data.rules.length === 0
                ? "A rule watches a figure and tells people when it is out of line."
                : `${data.rules.length} ${data.rules.length === 1 ? "rule watches" : "rules watch"}; ${firing === 0 ? "none is" : `${firing} ${firing === 1 ? "is" : "are"}`} firing. Times in ${zone}.`}
            </CardDescription>
          </div>
        </CardHeader>
        {data.rules.length === 0 ? (
          <>
            <EmptyState title="No rules yet">
              {manages
                ? "Begin with one of these; before it is saved it shows what it would have told."
                : "Engineers and admins set rules; they appear here."}
            </EmptyState>
            {manages ? <TemplateList templates={templates} /> : null}
          </>
        ) : (
          <ul className="border-t">
            {data.rules.map((rule) => (
              <RuleRow key={rule.id} rule={rule} metrics={metrics} audience={audience} manages={manages} zone={zone} now={now} />
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}
