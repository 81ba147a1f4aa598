import { actorName } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { getRunOperation, undoRunOperation } from "@/lib/http/operations/sources";
import { route } from "@/lib/http/route";
import { requestUndoing } from "@/lib/jobs";
import { findRun, requestUndo } from "@/lib/runs";

export const GET = route(getRunOperation, async ({ sql, input }) => {
  const run = await findRun(sql, input.id);
  if (!run) throw new AppError("not_found", `There is no run ${input.id}.`);
  return { run };
});

export const DELETE = route(undoRunOperation, async ({ sql, input, actor }) => {
  await requestUndo(sql, input.id, actorName(actor));
  await requestUndoing(sql);
  return undefined;
});
