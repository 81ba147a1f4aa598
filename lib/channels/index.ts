export { type Channel, channelSchema, type NewChannel, newChannelSchema } from "./channel";
export { createChannel } from "./create-channel";
export { endChannel } from "./end-channel";
export { listChannels } from "./list-channels";
export { type ChannelSender, createChannelSender } from "./send";
export { testChannel } from "./test-channel";
