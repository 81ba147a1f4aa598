import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { grainFor } from "@/components/filters/grain";
import { scopeOf } from "@/components/filters/scope";
import { loadChart, loadScope } from "@/components/filters/url-parsers";
import { Gpu } from "@/components/gpu/gpu";
import { activitySeries, activityTotals, idleBy, moneyTotals, standingQuestion } from "@/components/gpu/questions";
import { DataProvider } from "@/components/panels/data-context";
import { metricKey } from "@/components/panels/questions";
import { dataFrame } from "@/lib/http/data-frame";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { readGpuStanding, runQuery } from "@/lib/metrics";

export const metadata: Metadata = { title: "GPU" };

export default async function GpuPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await pageUser("view_dashboards");
  const frame = await dataFrame(new Date(), "gpus");
  const [state, chart] = await Promise.all([loadScope(searchParams), loadChart(searchParams)]);
  const scope = scopeOf(state, frame.zone, frame.now, frame.dimensions);
  const queries = new QueryClient();
  const sql = database();
  const spans = [scope, ...(scope.previous ? [scope.previous] : [])];
  // What stands in the first screen; the panels below ask for themselves.
  const questions = frame.hasGpus
    ? [
        ...spans.flatMap((span) => [activityTotals(scope, span), moneyTotals(scope, span)]),
        activitySeries(scope, grainFor(scope.days, chart.grain)),
        // The sentence names a pool.
        idleBy(scope, "pool"),
      ]
    : [];
  const { now } = frame;
  const asked = standingQuestion(scope);
  await Promise.all([
    ...questions.map((question) =>
      queries.prefetchQuery({ queryKey: metricKey(question), queryFn: () => runQuery(sql, question, { now }), retry: false }),
    ),
    frame.hasGpus &&
      queries.prefetchQuery({ queryKey: ["gpuStanding", asked], queryFn: () => readGpuStanding(sql, asked, { now }), retry: false }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <DataProvider frame={frame}>
        <Gpu />
      </DataProvider>
    </HydrationBoundary>
  );
}
