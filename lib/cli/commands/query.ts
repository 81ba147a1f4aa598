import { parseArgs } from "node:util";
import { AppError } from "../../errors";
import { parseQuery, type QueryResult, runQuery, toCsv } from "../../metrics";
import type { CommandContext } from ".";

/** "feature=a,model=b" holds two conditions; a comma inside a value is kept. */
export const conditions = (texts: readonly string[]): string[] => texts.flatMap((text) => text.split(/,(?=[a-z_]+=)/));

/** `permille query`: the same answer as the API and the screen. */
export async function run(args: string[], { sql, now, out }: CommandContext): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      metric: { type: "string", multiple: true },
      by: { type: "string", multiple: true },
      from: { type: "string" },
      to: { type: "string" },
      where: { type: "string", multiple: true },
      order: { type: "string" },
      top: { type: "string" },
      limit: { type: "string" },
      cursor: { type: "string" },
      json: { type: "boolean" },
      csv: { type: "boolean" },
    },
  });
  if (!values.metric) throw new AppError("invalid", "Name at least one metric, such as --metric cost,requests");
  const query = parseQuery({
    metric: values.metric.join(","),
    by: values.by?.join(","),
    from: values.from,
    to: values.to,
    where: conditions(values.where ?? []),
    order: values.order as "value" | "time" | undefined,
    top: values.top,
    limit: values.limit,
    cursor: values.cursor,
  });
  const result = await runQuery(sql, query, { now: now().getTime() });
  if (values.json) out(`${JSON.stringify(result)}\n`);
  else out(values.csv ? toCsv(result) : table(result));
  return 0;
}

function table({ data, meta }: QueryResult): string {
  const columns = [...meta.by, ...meta.metrics.map((m) => m.id)];
  const rows = [columns, ...data.map((row) => columns.map((column) => row[column] ?? (meta.by.includes(column) ? "(unknown)" : "—")))];
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  const numeric = (i: number) => i >= meta.by.length;
  const lines = rows.map((row) =>
    row
      .map((cell, i) => (numeric(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const priced = meta.pricedShare == null ? "" : `, ${(Number(meta.pricedShare) * 100).toFixed(1)} % of requests priced`;
  return `${lines.join("\n")}\n\n${meta.range.from} to ${meta.range.to} (${meta.zone})${priced}, data through ${meta.dataThrough ?? "—"}${meta.next ? `\nmore rows: --cursor ${meta.next}` : ""}\n`;
}
