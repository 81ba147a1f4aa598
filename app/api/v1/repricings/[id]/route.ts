import { AppError } from "@/lib/errors";
import { getRepricingOperation } from "@/lib/http/operations/prices";
import { route } from "@/lib/http/route";
import { readRepricing } from "@/lib/repricing";

export const GET = route(getRepricingOperation, async ({ sql, input }) => {
  const repricing = await readRepricing(sql, input.id);
  if (!repricing) throw new AppError("not_found", `There is no re-pricing ${input.id}.`);
  return { repricing };
});
