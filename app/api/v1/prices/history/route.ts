import { priceHistoryOperation } from "@/lib/http/operations/prices";
import { route } from "@/lib/http/route";
import { priceHistory } from "@/lib/prices";

export const GET = route(priceHistoryOperation, async ({ sql, input }) => ({
  prices: await priceHistory(sql, input.provider ?? null, input.model),
}));
