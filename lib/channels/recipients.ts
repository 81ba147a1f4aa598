import { z } from "zod";
import { ROLES } from "../auth/can";

/** Everyone of these roles, these people, and these channels (ids). Resolved when there is something to tell. */
export const recipientsSchema = z
  .object({
    roles: z.array(z.enum(ROLES)).default([]),
    users: z.array(z.uuid()).max(100).default([]),
    channels: z.array(z.uuid()).max(20).default([]),
  })
  .refine(
    ({ roles, users, channels }) => roles.length + users.length + channels.length > 0,
    "Name at least one role, person or channel to tell.",
  );
export type Recipients = z.infer<typeof recipientsSchema>;
