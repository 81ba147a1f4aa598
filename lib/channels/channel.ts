import { z } from "zod";

export const CHANNEL_KINDS = ["slack", "webhook"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

export const newChannelSchema = z.object({
  kind: z.enum(CHANNEL_KINDS),
  name: z.string().trim().min(1, "A channel needs a name.").max(100, "A name has at most 100 characters."),
  url: z.url({ protocol: /^https?$/, error: "The address must look like https://hooks.example.com/…" }).max(2000),
});
export type NewChannel = z.output<typeof newChannelSchema>;

/** A way out beside mail, as its page shows it; instants ISO. The address itself stays on the server, since whoever knows it can write to it. */
export const channelSchema = z.object({
  id: z.uuid(),
  kind: z.enum(CHANNEL_KINDS),
  name: z.string(),
  /** "https://hooks.slack.com/…" */
  address: z.string(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** Where nobody ended it: what its address said. */
  endReason: z.string().nullable(),
  /** When it last took a message; of what waits or failed last, why. */
  lastSentAt: z.iso.datetime().nullable(),
  trouble: z.string().nullable(),
});
export type Channel = z.infer<typeof channelSchema>;
