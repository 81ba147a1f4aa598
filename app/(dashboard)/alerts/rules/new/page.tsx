import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { DataProvider } from "@/components/panels/data-context";
import { NewRule } from "@/components/rules/new-rule";
import { beginningOf, loadBeginning } from "@/components/rules/rule-url";
import { budgetAudience } from "@/lib/http/budget-audience";
import { dataFrame } from "@/lib/http/data-frame";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { listRuleTemplates } from "@/lib/rules";

export const metadata: Metadata = { title: "New rule" };

export default async function NewRulePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await pageUser("manage_budgets");
  const now = new Date();
  const [frame, address, audience] = await Promise.all([dataFrame(now), loadBeginning(searchParams), budgetAudience(user)]);
  const beginning = beginningOf(address, frame.metrics);
  const templates = beginning && beginning.template == null ? [] : await listRuleTemplates(database(), { now });
  return (
    <DataProvider frame={frame}>
      <NewRule templates={templates} beginning={beginning} audience={audience} />
    </DataProvider>
  );
}
