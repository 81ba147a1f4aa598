import { z } from "zod";
import { apiKeySchema, scopeSchema } from "../../people/key";
import { nameSchema } from "../../people/person";
import { operation } from "../operation";

export const listKeysOperation = operation("listKeys", {
  summary: "Every API key, without the secrets",
  permission: "manage_keys",
  input: z.object({}),
  output: z.object({ keys: z.array(apiKeySchema) }),
});

export const createKeyOperation = operation("createKey", {
  summary: "Make an API key; the secret is in this answer only",
  permission: "manage_keys",
  input: z.object({ name: nameSchema, scope: scopeSchema }),
  output: z.object({ key: apiKeySchema, secret: z.string() }),
});

export const revokeKeyOperation = operation("revokeKey", {
  summary: "End an API key at once",
  permission: "manage_keys",
  input: z.object({ id: z.uuid() }),
  output: z.object({ key: apiKeySchema }),
});
