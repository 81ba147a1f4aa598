import { parseArgs } from "node:util";
import { collectors } from "../../collectors";
import { listSources } from "../../sources";
import type { CommandContext } from ".";

/** `permille sources`: the sources there are, and the kinds that can be. */
export async function run(args: string[], { sql, out }: CommandContext): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: "boolean" } } });
  const sources = await listSources(sql);
  const kinds = collectors.map(({ kind, label, role, connect }) => ({ kind, label, role, connect }));
  if (values.json) out(`${JSON.stringify({ sources, kinds })}\n`);
  else {
    const waiting = (s: (typeof sources)[number]) => (s.outcomes?.waiting ? `\t${s.outcomes.waiting} wait for their calls` : "");
    for (const s of sources)
      out(`${s.id}\t${s.label}\t${s.records} records${s.lastFactAt ? `\tdata through ${s.lastFactAt}` : ""}${waiting(s)}\n`);
    if (sources.length === 0) out(`No source yet. Kinds: ${kinds.map((k) => k.label).join(", ")}.\n`);
  }
  return 0;
}
