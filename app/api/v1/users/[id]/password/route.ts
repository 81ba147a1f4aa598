import { actorName } from "@/lib/auth/actor";
import { resetPasswordOperation } from "@/lib/http/operations/users";
import { route } from "@/lib/http/route";
import { resetPasswordOf } from "@/lib/people";

export const POST = route(resetPasswordOperation, async ({ sql, input, actor }) => ({
  password: await resetPasswordOf(sql, { id: input.id, by: actorName(actor) }),
}));
