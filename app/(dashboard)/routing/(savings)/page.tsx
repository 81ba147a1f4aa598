import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { grainFor } from "@/components/filters/grain";
import { scopeOf } from "@/components/filters/scope";
import { loadChart, loadScope } from "@/components/filters/url-parsers";
import { DataProvider } from "@/components/panels/data-context";
import { callTotals, metricKey } from "@/components/panels/questions";
import { routingKey, routingQuestion, savingsSeries } from "@/components/routing/questions";
import { Routing } from "@/components/routing/routing";
import { dataFrame } from "@/lib/http/data-frame";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { runQuery } from "@/lib/metrics";
import { readRoutingNet } from "@/lib/routing";

export const metadata: Metadata = { title: "Routing" };

export default async function RoutingPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await pageUser("view_dashboards");
  const frame = await dataFrame(new Date());
  const [state, chart] = await Promise.all([loadScope(searchParams), loadChart(searchParams)]);
  const scope = scopeOf(state, frame.zone, frame.now, frame.dimensions);
  const queries = new QueryClient();
  const sql = database();
  const { now } = frame;
  const spans = [scope, ...(scope.previous ? [scope.previous] : [])];
  // What stands in the first screen; the panels below ask for themselves.
  await Promise.all([
    ...spans.map((span) => {
      const question = routingQuestion(scope, span);
      return queries.prefetchQuery({
        queryKey: routingKey("routingNet", question),
        queryFn: () => readRoutingNet(sql, question, { now }),
        retry: false,
      });
    }),
    ...[callTotals(scope), savingsSeries(scope, grainFor(scope.days, chart.grain))].map((question) =>
      queries.prefetchQuery({ queryKey: metricKey(question), queryFn: () => runQuery(sql, question, { now }), retry: false }),
    ),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <DataProvider frame={frame}>
        <Routing />
      </DataProvider>
    </HydrationBoundary>
  );
}
