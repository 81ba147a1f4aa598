import { AppError } from "@/lib/errors";
import { postOutcomesOperation } from "@/lib/http/operations/outcomes";
import { route } from "@/lib/http/route";
import { takeInput } from "@/lib/http/take-input";
import { evaluateSoon } from "@/lib/jobs";

/** As many outcomes as a push may hold are never larger. */
const SMALL_BYTES = 256 * 1024;

export const POST = route(postOutcomesOperation, async ({ sql, input: { source, name }, request, now }) => {
  const { cost: _, ...report } = await takeInput(request, { source, name, kind: "outcomes", smallBytes: SMALL_BYTES, now });
  if (report.read === 0)
    throw new AppError("invalid", 'The body holds no outcome. Send for example {"request_id": "chatcmpl-1", "outcome": "success"}.');
  evaluateSoon(sql);
  return report;
});
