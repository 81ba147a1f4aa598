import { listEvents } from "@/lib/alerts";
import { actorEmail } from "@/lib/auth/actor";
import { listEventsOperation } from "@/lib/http/operations/events";
import { route } from "@/lib/http/route";

export const GET = route(listEventsOperation, ({ sql, input, actor, now }) =>
  listEvents(sql, { filter: input, email: actorEmail(actor), now }),
);
