import { actorName } from "@/lib/auth/actor";
import { retireRoutingOperation } from "@/lib/http/operations/routing-settings";
import { route } from "@/lib/http/route";
import { requestRepricing } from "@/lib/jobs";
import { withdrawRouting } from "@/lib/repricing";

export const DELETE = route(retireRoutingOperation, async ({ sql, input, actor, now }) => {
  const withdrawn = await withdrawRouting(sql, input.id, actorName(actor), now);
  await requestRepricing(sql);
  return withdrawn;
});
