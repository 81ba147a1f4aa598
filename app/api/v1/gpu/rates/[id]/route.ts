import { actorName } from "@/lib/auth/actor";
import { retireGpuRate } from "@/lib/gpu";
import { retireGpuRateOperation } from "@/lib/http/operations/gpu-rates";
import { route } from "@/lib/http/route";

export const DELETE = route(retireGpuRateOperation, async ({ sql, input: { id }, actor }) => {
  await retireGpuRate(sql, id, actorName(actor));
  return { id };
});
