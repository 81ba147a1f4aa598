import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SourceDetail } from "@/components/panels/source-detail";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { answerSources } from "@/lib/http/sources-answer";
import { getPoll } from "@/lib/polls";
import { listRuns } from "@/lib/runs";
import { readZone } from "@/lib/settings";
import { findSource } from "@/lib/sources";

export const metadata: Metadata = { title: "Source" };

export default async function SourcePage({ params }: { params: Promise<{ id: string }> }) {
  await pageUser("view_sources");
  const id = decodeURIComponent((await params).id);
  const sql = database();
  if (!(await findSource(sql, id))) notFound();
  const queries = new QueryClient();
  const [zone] = await Promise.all([
    readZone(sql),
    queries.prefetchQuery({ queryKey: ["sources"], queryFn: () => answerSources({ sql }) }),
    queries.prefetchQuery({ queryKey: ["poll", id], queryFn: async () => ({ poll: await getPoll(sql, id) }) }),
    queries.prefetchQuery({ queryKey: ["runs", id, null], queryFn: () => listRuns(sql, { source: id, limit: 25 }) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SourceDetail id={id} zone={zone} />
    </HydrationBoundary>
  );
}
