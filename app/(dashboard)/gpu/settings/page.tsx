import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GpuSettings } from "@/components/gpu/settings/gpu-settings";
import { gpuSettings, listGpuRates, listGpuRules } from "@/lib/gpu";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { readZone } from "@/lib/settings";
import { dayOf } from "@/lib/time";

export const metadata: Metadata = { title: "GPU settings" };

export default async function GpuSettingsPage() {
  await pageUser("view_prices");
  const [sql, now] = [database(), new Date()];
  const queries = new QueryClient();
  const [zone] = await Promise.all([
    readZone(sql),
    queries.prefetchQuery({ queryKey: ["gpu-rates"], queryFn: () => listGpuRates(sql, now) }),
    queries.prefetchQuery({ queryKey: ["gpu-rules"], queryFn: async () => ({ rules: await listGpuRules(sql, now) }) }),
    queries.prefetchQuery({ queryKey: ["gpu-settings"], queryFn: () => gpuSettings(sql) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <GpuSettings zone={zone} today={dayOf(now.getTime(), zone)} />
    </HydrationBoundary>
  );
}
