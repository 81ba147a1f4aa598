import { parseArgs } from "node:util";
import { verifyOutcomes } from "../../ingest";
import { verify } from "../../rollups";
import { readZone } from "../../settings";
import type { CommandContext } from ".";

/** `permille verify`: recomputes every rollup and session total from facts, and what outcomes say of each call. Exit 1 on any difference. */
export async function run(args: string[], { sql, out }: CommandContext): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: "boolean" } } });
  const differences = [...(await verify(sql, await readZone(sql))), ...(await verifyOutcomes(sql))];
  if (values.json) out(`${JSON.stringify({ ok: differences.length === 0, differences })}\n`);
  else if (differences.length === 0) out("Every rollup and session total equals its facts, and every call has its outcome.\n");
  else for (const { table, cells } of differences) out(`${table}: ${cells} cells differ from the facts\n`);
  return differences.length === 0 ? 0 : 1;
}
