import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { DataProvider } from "@/components/panels/data-context";
import { Reports } from "@/components/reports/reports";
import { can } from "@/lib/auth/can";
import { dataFrame } from "@/lib/http/data-frame";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { listUsers } from "@/lib/people";
import { listReports } from "@/lib/reports";

export const metadata: Metadata = { title: "Reports" };

export default async function ReportsPage() {
  const user = await pageUser("view_dashboards");
  const [sql, now] = [database(), new Date()];
  const [frame, listed, people] = await Promise.all([
    dataFrame(now),
    listReports(sql, { actor: user, now }),
    // Names and addresses only for those who subscribe others.
    can(user.role, "manage_users") ? listUsers(sql) : [],
  ]);
  const active = people.filter((person) => person.disabledAt === null).map(({ id, email, name }) => ({ id, email, name }));
  return (
    <DataProvider frame={frame}>
      <Page title="Reports">
        <Reports initial={listed} people={active} />
      </Page>
    </DataProvider>
  );
}
