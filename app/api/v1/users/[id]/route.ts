import { actorName } from "@/lib/auth/actor";
import { changeUserOperation } from "@/lib/http/operations/users";
import { route } from "@/lib/http/route";
import { changeUser } from "@/lib/people";

export const PATCH = route(changeUserOperation, async ({ sql, input, actor, now }) => ({
  user: await changeUser(sql, { ...input, by: actorName(actor), now }),
}));
