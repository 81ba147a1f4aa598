import { respondToEvent } from "@/lib/alerts";
import { actorName } from "@/lib/auth/actor";
import { respondToEventOperation } from "@/lib/http/operations/events";
import { route } from "@/lib/http/route";

export const POST = route(respondToEventOperation, async ({ sql, input: { id, ...response }, actor, now }) => ({
  response: await respondToEvent(sql, { ...response, event: id, by: actorName(actor), via: actor.kind === "user" ? "app" : "api", now }),
}));
