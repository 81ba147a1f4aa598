import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BudgetPage } from "@/components/budgets/budget-page";
import { DataProvider } from "@/components/panels/data-context";
import { budgetHistory } from "@/lib/budgets";
import { errorCode } from "@/lib/errors";
import { budgetAudience } from "@/lib/http/budget-audience";
import { dataFrame } from "@/lib/http/data-frame";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";

export const metadata: Metadata = { title: "Budget" };

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export default async function OneBudgetPage({ params }: { params: Promise<{ id: string }> }) {
  const user = await pageUser("view_budgets");
  const { id } = await params;
  if (!UUID.test(id)) notFound();
  const now = new Date();
  const [frame, history, audience] = await Promise.all([
    dataFrame(now),
    budgetHistory(database(), { id, now }).catch((error: unknown) => {
      if (errorCode(error) === "not_found") notFound();
      throw error;
    }),
    budgetAudience(user),
  ]);
  return (
    <DataProvider frame={frame}>
      <BudgetPage key={id} initial={history} audience={audience} />
    </DataProvider>
  );
}
