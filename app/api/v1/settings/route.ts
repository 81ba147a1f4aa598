import { actorName } from "@/lib/auth/actor";
import { workDatabase } from "@/lib/http/database";
import { changeZoneOperation } from "@/lib/http/operations/settings";
import { route } from "@/lib/http/route";
import { requestRepricing } from "@/lib/jobs";
import { changeZone } from "@/lib/settings";

export const PATCH = route(changeZoneOperation, async ({ input, actor }) => {
  const sql = workDatabase();
  await changeZone(sql, input.zone, actorName(actor));
  await requestRepricing(sql);
  return { zone: input.zone };
});
