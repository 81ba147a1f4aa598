import { parseArgs } from "node:util";
import { formatUsd, isZero } from "../../money";
import { type Explanation, explainChange, explanationCsv, STEP_LABELS, STEPS } from "../../why";
import type { CommandContext } from ".";
import { conditions } from "./query";

/** `permille why`: the same explanation as the API and the screen. */
export async function run(args: string[], { sql, now, out }: CommandContext): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: "string" },
      to: { type: "string" },
      "before-from": { type: "string" },
      "before-to": { type: "string" },
      where: { type: "string", multiple: true },
      json: { type: "boolean" },
      csv: { type: "boolean" },
    },
  });
  const explanation = await explainChange(
    sql,
    {
      after: { from: values.from, to: values.to },
      before: { from: values["before-from"], to: values["before-to"] },
      where: conditions(values.where ?? []),
    },
    { now: now().getTime(), contributors: values.json ?? false },
  );
  if (values.json) out(`${JSON.stringify(explanation)}\n`);
  else out(values.csv ? explanationCsv(explanation) : text(explanation));
  return 0;
}

function text({ sentence, before, after, steps, change, zone, perDay }: Explanation): string {
  const rows = [
    ["before", before.cost],
    ...STEPS.filter((step) => !isZero(steps[step])).map((step) => [`  ${STEP_LABELS[step]}`, steps[step]] as const),
    ["after", after.cost],
    ["change", change],
  ].map(([label, amount]) => [label ?? "", formatUsd(amount ?? null)] as const);
  const [left, right] = [Math.max(...rows.map(([label]) => label.length)), Math.max(...rows.map(([, amount]) => amount.length))];
  const lines = rows.map(([label, amount]) => `${label.padEnd(left)}  ${amount.padStart(right)}`);
  return `${sentence}\n\n${lines.join("\n")}\n\n${before.from} to ${before.to} against ${after.from} to ${after.to} (${zone})${perDay ? ", per day" : ""}\n`;
}
