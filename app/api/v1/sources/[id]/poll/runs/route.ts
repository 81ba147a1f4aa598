import { readEnv } from "@/lib/env";
import { workDatabase } from "@/lib/http/database";
import { pollNowOperation } from "@/lib/http/operations/polls";
import { route } from "@/lib/http/route";
import { evaluateSoon, requestPolling } from "@/lib/jobs";
import { pollNow } from "@/lib/polls";
import { instanceKey } from "@/lib/secrets/instance-key";

export const POST = route(pollNowOperation, async ({ sql, input }) => {
  const polled = await pollNow(workDatabase(), input.id, { key: () => instanceKey(readEnv(), "seal"), clock: Date.now });
  if (polled.more) await requestPolling(sql);
  evaluateSoon(sql);
  return polled;
});
