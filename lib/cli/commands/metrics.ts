import { parseArgs } from "node:util";
import { describeDimensions, describeMetrics } from "../../metrics";
import type { CommandContext } from ".";

/** `permille metrics`: every metric and dimension there is, with its definition. */
export async function run(args: string[], { out }: CommandContext): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: "boolean" } } });
  const metrics = describeMetrics();
  const dimensions = describeDimensions();
  if (values.json) out(`${JSON.stringify({ metrics, dimensions })}\n`);
  else {
    for (const m of metrics) out(`${m.id.padEnd(24)} ${m.unitLabel.padEnd(12)} ${m.definition}\n`);
    out(`\n${dimensions.map((d) => `${d.id.padEnd(24)} ${d.label}`).join("\n")}\n`);
  }
  return 0;
}
