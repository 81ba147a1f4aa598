import { z } from "zod";
import { SCOPES } from "../auth/can";

export const scopeSchema = z.enum(SCOPES, `A scope is one of ${SCOPES.join(", ")}.`);

/** An API key as Settings and the API show it, without its secret; instants are ISO strings. */
export const apiKeySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  scope: scopeSchema,
  prefix: z.string(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;
