import { z } from "zod";
import { emailSchema, nameSchema, passwordSchema, personSchema, roleSchema } from "../../people/person";
import { operation } from "../operation";

const id = z.uuid();

export const listUsersOperation = operation("listUsers", {
  summary: "Everyone with an account",
  permission: "manage_users",
  input: z.object({}),
  output: z.object({ users: z.array(personSchema) }),
});

export const createUserOperation = operation("createUser", {
  summary: "Add a person; without a password one is made and told once",
  permission: "manage_users",
  input: z.object({ email: emailSchema, role: roleSchema, name: nameSchema.optional(), password: passwordSchema.optional() }),
  output: z.object({ user: personSchema, password: z.string().nullable() }),
});

export const changeUserOperation = operation("changeUser", {
  summary: "Change a person's role, or end or restore their access",
  permission: "manage_users",
  input: z.object({ id, role: roleSchema.optional(), disabled: z.boolean().optional() }),
  output: z.object({ user: personSchema }),
});

export const resetPasswordOperation = operation("resetPassword", {
  summary: "Give a person a new password, told once, and end their sessions",
  permission: "manage_users",
  input: z.object({ id }),
  output: z.object({ password: z.string() }),
});

export const changePasswordOperation = operation("changePassword", {
  summary: "Change one's own password; ends all one's sessions",
  permission: "user",
  input: z.object({ current: z.string().min(1).max(200), password: passwordSchema }),
  output: z.undefined(),
});

export const welcomeOperation = operation("welcome", {
  summary: "Make the first admin, with the one-time code from the terminal",
  permission: "anyone",
  input: z.object({ code: z.string().trim().min(1).max(40), email: emailSchema, name: nameSchema.optional(), password: passwordSchema }),
  output: z.object({ user: personSchema }),
});
