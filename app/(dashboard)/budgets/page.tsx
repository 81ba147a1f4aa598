import type { Metadata } from "next";
import { Budgets } from "@/components/budgets/budgets";
import { Page } from "@/components/layout/page";
import { DataProvider } from "@/components/panels/data-context";
import { listBudgets } from "@/lib/budgets";
import { budgetAudience } from "@/lib/http/budget-audience";
import { dataFrame } from "@/lib/http/data-frame";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";

export const metadata: Metadata = { title: "Budgets" };

export default async function BudgetsPage() {
  const user = await pageUser("view_budgets");
  const now = new Date();
  const [frame, budgets, audience] = await Promise.all([dataFrame(now), listBudgets(database(), { now }), budgetAudience(user)]);
  return (
    <DataProvider frame={frame}>
      <Page title="Budgets">
        <Budgets initial={budgets} audience={audience} />
      </Page>
    </DataProvider>
  );
}
