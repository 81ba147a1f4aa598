import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { SearchParams } from "nuqs/server";
import { grainFor } from "@/components/filters/grain";
import { scopeOf } from "@/components/filters/scope";
import { loadChart, loadScope } from "@/components/filters/url-parsers";
import { DataProvider } from "@/components/panels/data-context";
import { Overview } from "@/components/panels/overview";
import { overviewQuestions } from "@/components/panels/overview-questions";
import { metricKey } from "@/components/panels/questions";
import { whyKey, whyQuestion } from "@/components/why/question";
import { dataFrame } from "@/lib/http/data-frame";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { answerWhyQuestion } from "@/lib/http/why-answer";
import { runQuery } from "@/lib/metrics";

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await pageUser("view_dashboards");
  const frame = await dataFrame(new Date());
  const [state, chart] = await Promise.all([loadScope(searchParams), loadChart(searchParams)]);
  const scope = scopeOf(state, frame.zone, frame.now, frame.dimensions);
  const queries = new QueryClient();
  const questions =
    frame.sources === 0
      ? []
      : overviewQuestions(scope, { dimension: chart.by, chartGrain: grainFor(scope.days, chart.grain), hasGpus: frame.hasGpus });
  const sql = database();
  const sentence = frame.sources > 0 && scope.previous ? whyQuestion(scope, "sentence") : null;
  await Promise.all([
    ...questions.map((question) =>
      queries.prefetchQuery({ queryKey: metricKey(question), queryFn: () => runQuery(sql, question, { now: frame.now }), retry: false }),
    ),
    sentence &&
      queries.prefetchQuery({ queryKey: whyKey(sentence), queryFn: () => answerWhyQuestion(sql, sentence, frame.now), retry: false }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <DataProvider frame={frame}>
        <Overview />
      </DataProvider>
    </HydrationBoundary>
  );
}
