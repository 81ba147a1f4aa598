import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Events } from "@/components/alerts/events";
import { eventQuestion, loadEvents } from "@/components/alerts/url";
import { Page } from "@/components/layout/page";
import { eventFilterSchema, listEvents, readWatching } from "@/lib/alerts";
import { can } from "@/lib/auth/can";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { listRuleTemplates } from "@/lib/rules";
import { readZone } from "@/lib/settings";

export const metadata: Metadata = { title: "Alerts" };

export default async function AlertsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await pageUser("view_budgets");
  const [sql, now] = [database(), new Date()];
  const view = await loadEvents(searchParams);
  const filter = eventFilterSchema.parse(eventQuestion(view));
  const [page, watching, zone] = await Promise.all([listEvents(sql, { filter, email: user.email, now }), readWatching(sql), readZone(sql)]);
  const offered = page.events.length === 0 && watching.rules === 0 && can(user.role, "manage_budgets");
  return (
    <Page title="Alerts">
      <Events
        initial={page}
        initialView={view}
        watching={watching}
        templates={offered ? await listRuleTemplates(sql, { now }) : []}
        zone={zone}
        now={now.getTime()}
      />
    </Page>
  );
}
