import type { QueryResult, QueryRow } from "./result";

/** A spreadsheet would run a cell that starts so as a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

const quote = (text: string): string => (QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const cell = (text: string): string => quote(FORMULA.test(text) ? `'${text}` : text);

/**
 * The answer as RFC 4180 text: a header, then the rows; unknown is an empty cell. Numbers are exact. Text that a spreadsheet would run as a
 * formula starts with an apostrophe. What `top` folded together stands last, with "(other)".
 */
export function toCsv({
  data,
  rest,
  meta,
}: Pick<QueryResult, "data" | "rest"> & { meta: { by: readonly string[]; metrics: readonly { id: string }[] } }): string {
  const numbers = meta.metrics.map((metric) => metric.id);
  const grains = new Set(["hour", "day", "week", "month"]);
  const line = (row: QueryRow, folded: boolean): string =>
    [
      ...meta.by.map((id) => (folded && !grains.has(id) ? "(other)" : cell(row[id] ?? ""))),
      ...numbers.map((id) => quote(row[id] ?? "")),
    ].join(",");
  const lines = [[...meta.by, ...numbers].join(","), ...data.map((row) => line(row, false)), ...(rest ?? []).map((row) => line(row, true))];
  return `${lines.join("\r\n")}\r\n`;
}
