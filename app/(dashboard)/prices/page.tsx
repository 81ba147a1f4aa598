import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Prices } from "@/components/panels/prices";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { enteredPrices, modelsInUse, priceDifferences, unpricedModels } from "@/lib/prices";
import { listRepricings } from "@/lib/repricing";

export const metadata: Metadata = { title: "Prices" };

export default async function PricesPage() {
  await pageUser("view_prices");
  const sql = database();
  const now = new Date();
  const queries = new QueryClient();
  await queries.prefetchQuery({
    queryKey: ["prices"],
    queryFn: async () => {
      const [unpriced, models, differences, entered, repricings] = await Promise.all([
        unpricedModels(sql),
        modelsInUse(sql, now),
        priceDifferences(sql, now),
        enteredPrices(sql),
        listRepricings(sql, 10),
      ]);
      return { unpriced: [...unpriced], models, differences: [...differences], entered, repricings };
    },
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Prices today={now.toISOString().slice(0, 10)} />
    </HydrationBoundary>
  );
}
