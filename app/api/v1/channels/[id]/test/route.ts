import { createChannelSender, testChannel } from "@/lib/channels";
import { readEnv } from "@/lib/env";
import { testChannelOperation } from "@/lib/http/operations/channels";
import { route } from "@/lib/http/route";
import { instanceKey } from "@/lib/secrets/instance-key";

export const POST = route(testChannelOperation, async ({ sql, input, now }) => {
  const env = readEnv();
  const sender = createChannelSender({ key: () => instanceKey(env, "seal"), allowPrivate: env.allowPrivateWebhooks });
  await testChannel(sql, { id: input.id, sender, url: env.url, now });
  return { ok: true as const };
});
