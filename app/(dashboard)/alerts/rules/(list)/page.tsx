import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { Rules } from "@/components/rules/rules";
import { can } from "@/lib/auth/can";
import { budgetAudience } from "@/lib/http/budget-audience";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { describeMetrics } from "@/lib/metrics";
import { listRules, listRuleTemplates } from "@/lib/rules";
import { readZone } from "@/lib/settings";

export const metadata: Metadata = { title: "Alert rules" };

export default async function RulesPage() {
  const user = await pageUser("view_budgets");
  const [sql, now] = [database(), new Date()];
  const [rules, audience, zone] = await Promise.all([listRules(sql, { now }), budgetAudience(user), readZone(sql)]);
  const offered = rules.length === 0 && can(user.role, "manage_budgets");
  return (
    <Page title="Alerts">
      <Rules
        initial={rules}
        metrics={describeMetrics().map(({ id, label, unit, sum }) => ({ id, label, unit, sum }))}
        audience={audience}
        templates={offered ? await listRuleTemplates(sql, { now }) : []}
        zone={zone}
        now={now.getTime()}
      />
    </Page>
  );
}
