import { getEvent } from "@/lib/alerts";
import { actorEmail } from "@/lib/auth/actor";
import { getEventOperation } from "@/lib/http/operations/events";
import { route } from "@/lib/http/route";

export const GET = route(getEventOperation, async ({ sql, input, actor, now }) => ({
  event: await getEvent(sql, { id: input.id, email: actorEmail(actor), now }),
}));
