import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { scopeOf } from "@/components/filters/scope";
import { loadScope } from "@/components/filters/url-parsers";
import { DataProvider } from "@/components/panels/data-context";
import { callTotals, metricKey, reportedGap } from "@/components/panels/questions";
import { whyKey, whyQuestion } from "@/components/why/question";
import { Why } from "@/components/why/why";
import { dataFrame } from "@/lib/http/data-frame";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { answerWhyQuestion } from "@/lib/http/why-answer";
import { runQuery } from "@/lib/metrics";

export const metadata: Metadata = { title: "Why" };

export default async function WhyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await pageUser("view_dashboards");
  const frame = await dataFrame(new Date());
  const scope = scopeOf(await loadScope(searchParams), frame.zone, frame.now, frame.dimensions);
  const queries = new QueryClient();
  const sql = database();
  const question = whyQuestion(scope);
  await Promise.all([
    queries.prefetchQuery({ queryKey: whyKey(question), queryFn: () => answerWhyQuestion(sql, question, frame.now), retry: false }),
    ...[callTotals(scope), reportedGap(scope)].map((one) =>
      queries.prefetchQuery({ queryKey: metricKey(one), queryFn: () => runQuery(sql, one, { now: frame.now }), retry: false }),
    ),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <DataProvider frame={frame}>
        <Why />
      </DataProvider>
    </HydrationBoundary>
  );
}
