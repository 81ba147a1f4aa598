import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { Reports } from "@/components/reports/reports";
import { can } from "@/lib/auth/can";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { listUsers } from "@/lib/people";
import { listReports } from "@/lib/reports";

export const metadata: Metadata = { title: "Reports" };

export default async function ReportsPage() {
  const user = await pageUser("view_dashboards");
  const sql = database();
  const [listed, people] = await Promise.all([
    listReports(sql, { actor: user, now: new Date() }),
    // Names and addresses only for those who subscribe others.
    can(user.role, "manage_users") ? listUsers(sql) : [],
  ]);
  const active = people.filter((person) => person.disabledAt === null).map(({ id, email, name }) => ({ id, email, name }));
  return (
    <Page title="Reports">
      <Reports initial={listed} people={active} />
    </Page>
  );
}
