import { actorName } from "@/lib/auth/actor";
import { endChannel } from "@/lib/channels";
import { endChannelOperation } from "@/lib/http/operations/channels";
import { route } from "@/lib/http/route";

export const DELETE = route(endChannelOperation, async ({ sql, input, actor, now }) => {
  await endChannel(sql, { id: input.id, by: actorName(actor), now });
  return { ok: true as const };
});
