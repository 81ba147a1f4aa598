import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Sources } from "@/components/panels/sources";
import { collectors } from "@/lib/collectors";
import { listOverlaps, listSettlements } from "@/lib/coverage";
import { readEnv } from "@/lib/env";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { readZone } from "@/lib/settings";
import { listSources } from "@/lib/sources";

export const metadata: Metadata = { title: "Sources" };

export default async function SourcesPage() {
  await pageUser("view_sources");
  const sql = database();
  const queries = new QueryClient();
  const [zone] = await Promise.all([
    readZone(sql),
    queries.prefetchQuery({
      queryKey: ["sources"],
      queryFn: async () => ({
        sources: await listSources(sql),
        kinds: collectors.map(({ kind, label, role, connect }) => ({ kind, label, role, connect })),
      }),
    }),
    queries.prefetchQuery({
      queryKey: ["overlaps"],
      queryFn: async () => ({ overlaps: [...(await listOverlaps(sql))], settlements: await listSettlements(sql) }),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Sources zone={zone} url={readEnv().url} />
    </HydrationBoundary>
  );
}
