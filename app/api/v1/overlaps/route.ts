import { actorName } from "@/lib/auth/actor";
import { settleOverlap } from "@/lib/coverage";
import { workDatabase } from "@/lib/http/database";
import { listOverlapsOperation, settleOverlapOperation } from "@/lib/http/operations/sources";
import { route } from "@/lib/http/route";
import { answerOverlaps } from "@/lib/http/sources-answer";
import { requestEvaluation } from "@/lib/jobs";

export const GET = route(listOverlapsOperation, answerOverlaps);

export const POST = route(settleOverlapOperation, async ({ sql, input, actor }) => {
  await settleOverlap(workDatabase(), input, actorName(actor));
  await requestEvaluation(sql);
  return undefined;
});
