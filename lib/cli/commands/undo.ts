import { parseArgs } from "node:util";
import { AppError } from "../../errors";
import { undoRun, undoSource } from "../../ingest";
import type { CommandContext } from ".";

/** `permille undo`: takes back a run, or a source with all its runs. */
export async function run(args: string[], { sql, err }: CommandContext): Promise<number> {
  const { values } = parseArgs({ args, options: { run: { type: "string" }, source: { type: "string" } } });
  if ((values.run == null) === (values.source == null)) throw new AppError("invalid", "Say what to undo: --run <id> or --source <id>.");
  if (values.source != null) await undoSource(sql, values.source, "command line");
  else {
    const id = Number(values.run);
    if (!Number.isSafeInteger(id)) throw new AppError("invalid", `"${values.run}" is no run id.`);
    await undoRun(sql, id, "command line", (n) => process.stderr.isTTY && err(`\r${n.toLocaleString("en-US")} records `));
  }
  err("Undone.\n");
  return 0;
}
