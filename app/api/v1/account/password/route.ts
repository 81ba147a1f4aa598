import { changePasswordOperation } from "@/lib/http/operations/users";
import { route } from "@/lib/http/route";
import { changePassword } from "@/lib/people";

export const POST = route(changePasswordOperation, async ({ sql, input, actor, now }) => {
  await changePassword(sql, { email: actor.email, ...input, now });
  return undefined;
});
