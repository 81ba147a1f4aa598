import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Sources } from "@/components/panels/sources";
import { readEnv } from "@/lib/env";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { answerOverlaps, answerSources } from "@/lib/http/sources-answer";
import { readZone } from "@/lib/settings";

export const metadata: Metadata = { title: "Sources" };

export default async function SourcesPage() {
  await pageUser("view_sources");
  const sql = database();
  const queries = new QueryClient();
  const [zone] = await Promise.all([
    readZone(sql),
    queries.prefetchQuery({ queryKey: ["sources"], queryFn: () => answerSources({ sql }) }),
    queries.prefetchQuery({ queryKey: ["overlaps"], queryFn: () => answerOverlaps({ sql }) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Sources zone={zone} url={readEnv().url} />
    </HydrationBoundary>
  );
}
