import { z } from "zod";
import { channelSchema, newChannelSchema } from "../../channels/channel";
import { operation } from "../operation";

const id = z.object({ id: z.uuid() });
const ok = z.object({ ok: z.literal(true) });

export const listChannelsOperation = operation("listChannels", {
  summary: "Where alerts can go beside mail: Slack-compatible and signed webhooks, ended ones last",
  permission: "manage_budgets",
  input: z.object({}),
  output: z.object({ channels: z.array(channelSchema) }),
});

export const createChannelOperation = operation("createChannel", {
  summary: "Add a channel; the secret of a signed webhook is in this answer only",
  permission: "manage_settings",
  input: newChannelSchema,
  output: z.object({ channel: channelSchema, secret: z.string().nullable() }),
});

export const endChannelOperation = operation("endChannel", {
  summary: "End a channel: nothing goes there any more",
  permission: "manage_settings",
  input: id,
  output: ok,
});

export const testChannelOperation = operation("testChannel", {
  summary: "Send a message that says that the channel works",
  permission: "manage_budgets",
  input: id,
  output: ok,
});
