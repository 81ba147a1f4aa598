import { parseArgs } from "node:util";
import type { Sql } from "../../../db/client";
import { createUser, resetPassword } from "../../people";
import { emailSchema, nameSchema, passwordSchema, roleSchema } from "../../people/person";
import { checkOption, required, UsageError } from "../options";
import type { CommandContext } from ".";

/** `users add` and `users reset-password`: a password that was made here on stdout, alone; the rest on stderr. Throws UsageError, and `invalid` for what an option says. */
export async function run(args: string[], { sql, out, err }: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      email: { type: "string" },
      role: { type: "string" },
      name: { type: "string" },
      password: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const [verb] = positionals;
  if (positionals.length !== 1 || (verb !== "add" && verb !== "reset-password"))
    throw new UsageError("Say what to do: add or reset-password.");
  const email = checkOption("email", emailSchema, required("email", values.email));
  const given = values.password === undefined ? undefined : checkOption("password", passwordSchema, values.password);

  const answer =
    verb === "add"
      ? await add(sql, { email, password: given, role: required("role", values.role), name: values.name })
      : await reset(sql, email, given);
  if (values.json) {
    out(`${JSON.stringify(answer.json)}\n`);
    return 0;
  }
  if (answer.password) out(`${answer.password}\n`);
  err(answer.password ? `${answer.sentence} The password is shown this once.\n` : `${answer.sentence}\n`);
  return 0;
}

interface Done {
  password: string | null;
  sentence: string;
  json: Record<string, unknown>;
}

async function add(sql: Sql, given: { email: string; password?: string; role: string; name?: string }): Promise<Done> {
  const role = checkOption("role", roleSchema, given.role);
  const name = given.name === undefined ? null : checkOption("name", nameSchema, given.name);
  const { user, password } = await createUser(sql, { email: given.email, role, name, password: given.password, by: "cli" });
  return { password, sentence: `${user.email} is added as ${user.role}.`, json: { ...user, password } };
}

async function reset(sql: Sql, email: string, given: string | undefined): Promise<Done> {
  const { password } = await resetPassword(sql, { email, password: given, by: "cli" });
  return { password, sentence: `${email} has a new password; their sessions have ended.`, json: { email, password } };
}
