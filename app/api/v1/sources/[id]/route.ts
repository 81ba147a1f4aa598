import { actorCan, actorName } from "@/lib/auth/actor";
import { changeSourceOperation, removeSourceOperation } from "@/lib/http/operations/sources";
import { route } from "@/lib/http/route";
import { requestUndoing } from "@/lib/jobs";
import { requestRemoval } from "@/lib/runs";
import { changeSource } from "@/lib/sources";

export const PATCH = route(changeSourceOperation, async ({ sql, input: { id, ...change }, actor }) => {
  const changed = await changeSource(sql, id, change, { name: actorName(actor), mayKeepEmails: actorCan(actor, "manage_settings") });
  return { id: changed.id, label: changed.label };
});

export const DELETE = route(removeSourceOperation, async ({ sql, input, actor }) => {
  await requestRemoval(sql, input.id, actorName(actor));
  await requestUndoing(sql);
  return undefined;
});
