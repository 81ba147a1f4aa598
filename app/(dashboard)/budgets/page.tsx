import type { Metadata } from "next";
import { Budgets } from "@/components/budgets/budgets";
import { Page } from "@/components/layout/page";
import { can } from "@/lib/auth/can";
import { listBudgets } from "@/lib/budgets";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { listUsers } from "@/lib/people";

export const metadata: Metadata = { title: "Budgets" };

export default async function BudgetsPage() {
  const user = await pageUser("view_budgets");
  const sql = database();
  const [budgets, people] = await Promise.all([
    listBudgets(sql, { now: new Date() }),
    // Names and addresses only for those who choose whom to tell.
    can(user.role, "manage_budgets") ? listUsers(sql) : [],
  ]);
  const active = people.filter((person) => person.disabledAt === null).map(({ id, email, name, role }) => ({ id, email, name, role }));
  return (
    <Page title="Budgets">
      <Budgets initial={budgets} people={active} />
    </Page>
  );
}
