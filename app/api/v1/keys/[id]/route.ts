import { actorName } from "@/lib/auth/actor";
import { revokeKeyOperation } from "@/lib/http/operations/keys";
import { route } from "@/lib/http/route";
import { revokeKey } from "@/lib/people";

export const DELETE = route(revokeKeyOperation, async ({ sql, input, actor, now }) => ({
  key: await revokeKey(sql, { id: input.id, by: actorName(actor), now }),
}));
