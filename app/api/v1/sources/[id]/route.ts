import { actorName } from "@/lib/auth/actor";
import { removeSourceOperation } from "@/lib/http/operations/sources";
import { route } from "@/lib/http/route";
import { requestUndoing } from "@/lib/jobs";
import { requestRemoval } from "@/lib/runs";

export const DELETE = route(removeSourceOperation, async ({ sql, input, actor }) => {
  await requestRemoval(sql, input.id, actorName(actor));
  await requestUndoing(sql);
  return undefined;
});
