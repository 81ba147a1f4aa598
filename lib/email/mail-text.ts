import type { MailChart, MailContent, MailLine, MailSection, MailTable } from "./content";
import type { Point } from "./png/chart";

const WIDTH = 72;
const BLOCKS = "▁▂▃▄▅▆▇█";

/** The plain-text twin of a mail: the same words in the same order, the chart as one line of blocks. */
export function mailText({ sentence, figure, figureNote, chart, sections, next, actions, small }: MailContent): string {
  const blocks = [
    "‰ Permille",
    wrap(sentence),
    `${figure}\n${figureNote}`,
    ...(chart ? [chartText(chart)] : []),
    ...sections.map(sectionText),
    `${next.label}:\n${next.href}`,
    ...actions.map(({ label, href }) => `${label}:\n${href}`),
    `-- \n${small.map((each) => lineText(each)).join("\n\n")}`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function chartText({ title, picture, first, last, legend, alt }: MailChart): string {
  const { points } = picture;
  const values = points.map(({ value }) => value ?? 0);
  const [lowest, highest] = [Math.min(...values, 0), Math.max(...values, 0)];
  const split = points.findIndex(({ look }) => look === "forecast");
  const blocks = points.map((point) => block(point, lowest, highest));
  const row = split < 0 ? blocks.join("") : `${blocks.slice(0, split).join("")}|${blocks.slice(split).join("")}`;
  return [title, row, first === last ? first : `${first} to ${last}`, wrap(legend), wrap(alt)].join("\n");
}

/** From the lowest value, or zero, to the highest. */
function block({ value }: Point, lowest: number, highest: number): string {
  if (value == null || highest <= lowest) return " ";
  return BLOCKS[Math.min(BLOCKS.length - 1, Math.floor(((value - lowest) / (highest - lowest)) * BLOCKS.length))] ?? " ";
}

function sectionText({ title, lines, table }: MailSection): string {
  return [`${title}:`, ...(table ? [tableText(table)] : []), ...lines.map((each) => lineText(each, "- "))].join("\n");
}

function lineText({ text, links }: MailLine, bullet = ""): string {
  const indent = " ".repeat(bullet.length);
  return [...(text ? [wrap(`${bullet}${text}`, indent)] : []), ...links.map(({ label, href }) => `${indent}${label}: ${href}`)].join("\n");
}

/** Columns as wide as their widest cell; numbers to the right. */
function tableText({ columns, rows }: MailTable): string {
  const widths = columns.map(({ label }, i) => Math.max(label.length, ...rows.map((row) => (row[i] ?? "").length)));
  const text = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (columns[i]?.numeric ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  return [text(columns.map(({ label }) => label)), ...rows.map(text)].join("\n");
}

/** Lines of at most 72 characters where words allow; those after the first start with `indent`. */
function wrap(text: string, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line.trim() !== "" && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent + word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}
