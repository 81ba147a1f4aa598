import { actorName } from "@/lib/auth/actor";
import { listRoutingSettingsOperation, setRoutingOperation } from "@/lib/http/operations/routing-settings";
import { route } from "@/lib/http/route";
import { requestRepricing } from "@/lib/jobs";
import { changeRouting, listRecomputations } from "@/lib/repricing";
import { listRouting } from "@/lib/savings";

export const GET = route(listRoutingSettingsOperation, async ({ sql, input, now }) => ({
  settings: await listRouting(sql, now, input),
  recomputations: await listRecomputations(sql),
}));

export const POST = route(setRoutingOperation, async ({ sql, input, actor, now }) => {
  const set = await changeRouting(sql, input, actorName(actor), now);
  await requestRepricing(sql);
  return set;
});
