import { actorName } from "@/lib/auth/actor";
import { unsettle } from "@/lib/coverage";
import { workDatabase } from "@/lib/http/database";
import { unsettleOperation } from "@/lib/http/operations/sources";
import { route } from "@/lib/http/route";
import { requestEvaluation } from "@/lib/jobs";

export const DELETE = route(unsettleOperation, async ({ sql, input, actor }) => {
  await unsettle(workDatabase(), input.id, actorName(actor));
  await requestEvaluation(sql);
  return undefined;
});
