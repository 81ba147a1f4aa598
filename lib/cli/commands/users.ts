import { parseArgs } from "node:util";
import type { Sql } from "../../../db/client";
import { AppError } from "../../errors";
import { createUser, resetPassword } from "../../people";
import { emailSchema, nameSchema, passwordSchema, roleSchema } from "../../people/person";
import { checkOption, required, rethrowUsage } from "../options";
import type { CommandContext } from ".";

export const usage = `permille users add --email <e-mail> --role admin|finance|engineer|manager [--name <name>] [--password <password>] [--json]
       permille users reset-password --email <e-mail> [--password <password>] [--json]`;

/** `users add` and `users reset-password`: a password that was made here on stdout, alone; the rest on stderr. Throws `invalid` with the usage. */
export async function run(args: string[], { sql, out, err }: CommandContext): Promise<number> {
  const { values, positionals } = rethrowUsage(usage, () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        email: { type: "string" },
        role: { type: "string" },
        name: { type: "string" },
        password: { type: "string" },
        json: { type: "boolean", default: false },
      },
    }),
  );
  const [verb] = positionals;
  if (positionals.length !== 1 || (verb !== "add" && verb !== "reset-password")) throw new AppError("invalid", `Usage: ${usage}`);
  const email = checkOption("email", emailSchema, required("email", values.email, usage));
  const given = values.password === undefined ? undefined : checkOption("password", passwordSchema, values.password);

  const answer =
    verb === "add"
      ? await add(sql, { email, password: given, role: required("role", values.role, usage), name: values.name })
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
