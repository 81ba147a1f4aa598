import { endReportOperation } from "@/lib/http/operations/reports";
import { route } from "@/lib/http/route";
import { endSubscription } from "@/lib/reports";

export const DELETE = route(endReportOperation, async ({ sql, input, actor, now }) => {
  await endSubscription(sql, { id: input.id, actor, now });
  return { ok: true as const };
});
