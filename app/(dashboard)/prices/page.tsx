import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Prices } from "@/components/panels/prices";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { answerPrices } from "@/lib/http/prices-answer";

export const metadata: Metadata = { title: "Prices" };

export default async function PricesPage() {
  await pageUser("view_prices");
  const now = new Date();
  const queries = new QueryClient();
  await queries.prefetchQuery({ queryKey: ["prices"], queryFn: () => answerPrices({ sql: database(), now }) });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Prices today={now.toISOString().slice(0, 10)} />
    </HydrationBoundary>
  );
}
