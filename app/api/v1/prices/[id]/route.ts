import { actorName } from "@/lib/auth/actor";
import { retirePriceOperation } from "@/lib/http/operations/prices";
import { route } from "@/lib/http/route";
import { requestRepricing } from "@/lib/jobs";
import { withdrawPrice } from "@/lib/repricing";

export const DELETE = route(retirePriceOperation, async ({ sql, input, actor, now }) => {
  const withdrawn = await withdrawPrice(sql, input.id, actorName(actor), now);
  await requestRepricing(sql);
  return withdrawn;
});
