import { parseArgs } from "node:util";
import { createKey } from "../../people";
import { scopeSchema } from "../../people/key";
import { nameSchema } from "../../people/person";
import { checkOption, required, UsageError } from "../options";
import type { CommandContext } from ".";

/** `keys create`: the secret on stdout, alone, so that a script can take it; the rest on stderr. Throws UsageError, and `invalid` for what an option says. */
export async function run(args: string[], { sql, now, out, err }: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { scope: { type: "string" }, name: { type: "string" }, json: { type: "boolean", default: false } },
  });
  if (positionals.length !== 1 || positionals[0] !== "create") throw new UsageError("Keys are made here; Settings lists and ends them.");
  const scope = checkOption("scope", scopeSchema, required("scope", values.scope));
  const name = checkOption("name", nameSchema, values.name ?? `${scope} from the CLI, ${now().toISOString().slice(0, 10)}`);
  const { key, secret } = await createKey(sql, { name, scope, by: "cli" });
  if (values.json) {
    out(`${JSON.stringify({ ...key, secret })}\n`);
    return 0;
  }
  out(`${secret}\n`);
  err(`The key “${key.name}” of scope ${key.scope} is made. Its secret is shown this once.\n`);
  return 0;
}
