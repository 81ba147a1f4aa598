import { readEnv } from "@/lib/env";
import { tryPollOperation } from "@/lib/http/operations/polls";
import { route } from "@/lib/http/route";
import { tryPoll } from "@/lib/polls";
import { instanceKey } from "@/lib/secrets/instance-key";

export const POST = route(tryPollOperation, ({ sql, input: { source, ...poll } }) =>
  tryPoll(sql, { source: source ?? null, poll, key: () => instanceKey(readEnv(), "seal"), clock: Date.now }),
);
