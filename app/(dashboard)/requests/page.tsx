import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { scopeOf } from "@/components/filters/scope";
import { loadList, loadScope } from "@/components/filters/url-parsers";
import { DataProvider } from "@/components/panels/data-context";
import { callTotals, metricKey, teamLabels } from "@/components/panels/questions";
import { Requests } from "@/components/panels/requests";
import { listKey, listQuestion } from "@/components/panels/requests-questions";
import { dataFrame } from "@/lib/http/data-frame";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { listRequests, runQuery } from "@/lib/metrics";

export const metadata: Metadata = { title: "Requests" };

export default async function RequestsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await pageUser("view_requests");
  const frame = await dataFrame(new Date());
  const [state, list] = await Promise.all([loadScope(searchParams), loadList(searchParams)]);
  const scope = scopeOf(state, frame.zone, frame.now, frame.dimensions);
  const queries = new QueryClient();
  const sql = database();
  const page = listQuestion(scope, list);
  await Promise.all([
    queries.prefetchQuery({
      queryKey: listKey(page),
      queryFn: () => listRequests(sql, page, { now: frame.now }),
      retry: false,
    }),
    ...[callTotals(scope), teamLabels(scope)].map((question) =>
      queries.prefetchQuery({ queryKey: metricKey(question), queryFn: () => runQuery(sql, question, { now: frame.now }), retry: false }),
    ),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <DataProvider frame={frame}>
        <Requests />
      </DataProvider>
    </HydrationBoundary>
  );
}
