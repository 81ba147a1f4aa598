import { respondToEvents } from "@/lib/alerts";
import { actorName } from "@/lib/auth/actor";
import { respondToEventsOperation } from "@/lib/http/operations/events";
import { route } from "@/lib/http/route";

export const POST = route(respondToEventsOperation, async ({ sql, input: { ids, ...response }, actor, now }) => ({
  responses: await respondToEvents(sql, {
    ...response,
    events: ids,
    by: actorName(actor),
    via: actor.kind === "user" ? "app" : "api",
    now,
  }),
}));
