import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { RoutingSettings } from "@/components/routing/settings/routing-settings";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { listRecomputations } from "@/lib/repricing";
import { routingSubjects } from "@/lib/routing";
import { listRouting } from "@/lib/savings";
import { readZone } from "@/lib/settings";
import { dayOf } from "@/lib/time";

export const metadata: Metadata = { title: "Routing settings" };

export default async function RoutingSettingsPage() {
  await pageUser("view_prices");
  const [sql, now] = [database(), new Date()];
  const queries = new QueryClient();
  const [zone] = await Promise.all([
    readZone(sql),
    queries.prefetchQuery({
      queryKey: ["routing-settings"],
      queryFn: async () => ({ settings: await listRouting(sql, now), recomputations: await listRecomputations(sql) }),
    }),
    queries.prefetchQuery({ queryKey: ["routing-subjects"], queryFn: () => routingSubjects(sql, now) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <RoutingSettings zone={zone} today={dayOf(now.getTime(), zone)} />
    </HydrationBoundary>
  );
}
