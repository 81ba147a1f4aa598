import { actorName } from "@/lib/auth/actor";
import { addPriceOperation, listPricesOperation } from "@/lib/http/operations/prices";
import { answerPrices } from "@/lib/http/prices-answer";
import { route } from "@/lib/http/route";
import { requestRepricing } from "@/lib/jobs";
import { enterPrice } from "@/lib/repricing";

export const GET = route(listPricesOperation, answerPrices);

export const POST = route(addPriceOperation, async ({ sql, input, actor, now }) => {
  const entered = await enterPrice(sql, input, actorName(actor), now);
  await requestRepricing(sql);
  return entered;
});
