import { actorName } from "@/lib/auth/actor";
import { addPriceOperation, listPricesOperation } from "@/lib/http/operations/prices";
import { route } from "@/lib/http/route";
import { requestRepricing } from "@/lib/jobs";
import { enteredPrices, modelsInUse, priceDifferences, unpricedModels } from "@/lib/prices";
import { enterPrice, listRepricings } from "@/lib/repricing";

export const GET = route(listPricesOperation, async ({ sql, now }) => {
  const [unpriced, models, differences, entered, repricings] = await Promise.all([
    unpricedModels(sql),
    modelsInUse(sql, now),
    priceDifferences(sql, now),
    enteredPrices(sql),
    listRepricings(sql, 10),
  ]);
  return { unpriced, models, differences, entered, repricings };
});

export const POST = route(addPriceOperation, async ({ sql, input, actor, now }) => {
  const entered = await enterPrice(sql, input, actorName(actor), now);
  await requestRepricing(sql);
  return entered;
});
