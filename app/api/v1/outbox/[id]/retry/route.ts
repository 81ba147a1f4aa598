import { retryDelivery } from "@/lib/alerts";
import { actorName } from "@/lib/auth/actor";
import { retryMailOperation } from "@/lib/http/operations/mail";
import { route } from "@/lib/http/route";
import { requestDelivery } from "@/lib/jobs";

export const POST = route(retryMailOperation, async ({ sql, input, actor, now }) => {
  await retryDelivery(sql, { id: input.id, by: actorName(actor), now });
  await requestDelivery(sql);
  return { ok: true as const };
});
