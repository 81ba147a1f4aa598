import { z } from "zod";
import { ROLES } from "../auth/can";
import { PASSWORD_MIN } from "./password-min";

/** Trimmed and lower-case, so that one person has one account. */
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email("That is not an e-mail address."));

/** 12 to 200 characters, anything else goes: length is what makes a password strong. */
export const passwordSchema = z
  .string()
  .min(PASSWORD_MIN, `A password has at least ${PASSWORD_MIN} characters.`)
  .max(200, "A password has at most 200 characters.");

export const nameSchema = z.string().trim().min(1, "A name can't be empty.").max(100);

export const roleSchema = z.enum(ROLES, `A role is one of ${ROLES.join(", ")}.`);

/** A person as Settings and the API show them; instants are ISO strings. */
export const personSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  role: roleSchema,
  createdAt: z.iso.datetime(),
  disabledAt: z.iso.datetime().nullable(),
  lastSignInAt: z.iso.datetime().nullable(),
});
export type Person = z.infer<typeof personSchema>;
