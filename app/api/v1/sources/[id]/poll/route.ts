import { actorName } from "@/lib/auth/actor";
import { readEnv } from "@/lib/env";
import { getPollOperation, removePollOperation, setPollOperation } from "@/lib/http/operations/polls";
import { route } from "@/lib/http/route";
import { requestPolling } from "@/lib/jobs";
import { getPoll, removePoll, setPoll } from "@/lib/polls";
import { instanceKey } from "@/lib/secrets/instance-key";

export const GET = route(getPollOperation, async ({ sql, input }) => ({ poll: await getPoll(sql, input.id) }));

export const PUT = route(setPollOperation, async ({ sql, input: { id, ...poll }, actor, now }) => {
  const set = await setPoll(sql, { source: id, poll, by: actorName(actor), now, key: instanceKey(readEnv(), "seal") });
  await requestPolling(sql);
  return { poll: set };
});

export const DELETE = route(removePollOperation, async ({ sql, input, actor }) => {
  await removePoll(sql, { source: input.id, by: actorName(actor) });
  return undefined;
});
