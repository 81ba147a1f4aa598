import { actorName } from "@/lib/auth/actor";
import { listOverlaps, listSettlements, settleOverlap } from "@/lib/coverage";
import { workDatabase } from "@/lib/http/database";
import { listOverlapsOperation, settleOverlapOperation } from "@/lib/http/operations/sources";
import { route } from "@/lib/http/route";
import { requestEvaluation } from "@/lib/jobs";

export const GET = route(listOverlapsOperation, async ({ sql }) => {
  const [overlaps, settlements] = await Promise.all([listOverlaps(sql), listSettlements(sql)]);
  return { overlaps, settlements };
});

export const POST = route(settleOverlapOperation, async ({ sql, input, actor }) => {
  await settleOverlap(workDatabase(), input, actorName(actor));
  await requestEvaluation(sql);
  return undefined;
});
