import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EventPage } from "@/components/alerts/event-page";
import { getEvent } from "@/lib/alerts";
import { errorCode } from "@/lib/errors";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { describeMetrics } from "@/lib/metrics";
import { readZone } from "@/lib/settings";

export const metadata: Metadata = { title: "Alert" };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export default async function AlertPage({ params }: { params: Promise<{ id: string }> }) {
  const user = await pageUser("view_budgets");
  const { id } = await params;
  if (!UUID.test(id)) notFound();
  const [sql, now] = [database(), new Date()];
  const [event, zone] = await Promise.all([
    getEvent(sql, { id, email: user.email, now }).catch((error: unknown) => {
      if (errorCode(error) === "not_found") notFound();
      throw error;
    }),
    readZone(sql),
  ]);
  const metrics = describeMetrics().map(({ id: metric, label, unit, sum }) => ({ id: metric, label, unit, sum }));
  return <EventPage event={event} metrics={metrics} zone={zone} now={now.getTime()} />;
}
