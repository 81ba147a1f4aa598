import { readInbox } from "@/lib/alerts";
import { readInboxOperation } from "@/lib/http/operations/events";
import { route } from "@/lib/http/route";

export const POST = route(readInboxOperation, async ({ sql, input, actor, now }) => ({
  read: await readInbox(sql, { email: actor.email, events: input.events, now }),
}));
