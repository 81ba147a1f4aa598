import type { Bar, BudgetAlertWords } from "./budget-alert-words";

const WIDTH = 72;
const BLOCKS = "▁▂▃▄▅▆▇█";

/** The plain-text twin of the mail: the same words in the same order, the chart as one line of blocks. */
export function budgetAlertText({ sentence, figure, figureNote, chart, whyTitle, why, next, small }: BudgetAlertWords): string {
  const blocks = [
    wrap(sentence),
    `${figure}\n${figureNote}`,
    `${chart.title}\n${chart.bars.map(block).join("")}\n${chart.bars.length > 1 ? `${chart.first} to ${chart.last}` : chart.first}\n${wrap(chart.caption)}`,
    [`${whyTitle}:`, ...why.map((line) => wrap(`- ${line}`, "  "))].join("\n"),
    `${next.label}:\n${next.href}`,
    `-- \n${small.map((line) => wrap(line)).join("\n\n")}`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function block({ height }: Bar): string {
  if (height == null) return " ";
  return BLOCKS[Math.min(BLOCKS.length - 1, Math.floor(Math.max(0, height) * BLOCKS.length))] ?? " ";
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
