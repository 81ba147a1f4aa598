import { actorName } from "@/lib/auth/actor";
import { workDatabase } from "@/lib/http/database";
import { changeZoneOperation } from "@/lib/http/operations/settings";
import { route } from "@/lib/http/route";
import { changeZone } from "@/lib/settings";

export const PATCH = route(changeZoneOperation, async ({ input, actor }) => {
  await changeZone(workDatabase(), input.zone, actorName(actor));
  return { zone: input.zone };
});
