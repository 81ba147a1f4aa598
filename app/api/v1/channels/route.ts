import { actorName } from "@/lib/auth/actor";
import { createChannel, listChannels } from "@/lib/channels";
import { readEnv } from "@/lib/env";
import { createChannelOperation, listChannelsOperation } from "@/lib/http/operations/channels";
import { route } from "@/lib/http/route";
import { instanceKey } from "@/lib/secrets/instance-key";

export const GET = route(listChannelsOperation, async ({ sql }) => ({ channels: await listChannels(sql) }));

export const POST = route(createChannelOperation, ({ sql, input, actor, now }) => {
  const env = readEnv();
  const { allowPrivateWebhooks: allowPrivate } = env;
  return createChannel(sql, { channel: input, by: actorName(actor), now, key: instanceKey(env, "seal"), allowPrivate });
});
