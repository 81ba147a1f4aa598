import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DataProvider } from "@/components/panels/data-context";
import { RulePage } from "@/components/rules/rule-page";
import { errorCode } from "@/lib/errors";
import { budgetAudience } from "@/lib/http/budget-audience";
import { dataFrame } from "@/lib/http/data-frame";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { getRule } from "@/lib/rules";

export const metadata: Metadata = { title: "Alert rule" };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export default async function AlertRulePage({ params }: { params: Promise<{ id: string }> }) {
  const user = await pageUser("view_budgets");
  const { id } = await params;
  if (!UUID.test(id)) notFound();
  const now = new Date();
  const [rule, frame, audience] = await Promise.all([
    getRule(database(), { id, now }).catch((error: unknown) => {
      if (errorCode(error) === "not_found") notFound();
      throw error;
    }),
    dataFrame(now),
    budgetAudience(user),
  ]);
  return (
    <DataProvider frame={frame}>
      <RulePage rule={rule} audience={audience} loadedAt={now.getTime()} />
    </DataProvider>
  );
}
