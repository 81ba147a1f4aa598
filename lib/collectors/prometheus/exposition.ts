/** Labels of a series; a label with an empty value is the same as none to Prometheus, but not to an exporter: it is kept. */
export type Labels = Readonly<Record<string, string>>;

export interface ExpositionLine {
  name: string;
  /** The text between the braces, "" without any: the same text is the same labels. */
  labels: string;
  /** As written: "0.156205", "NaN", "+Inf". */
  value: string;
  /** As written; epoch ms, or seconds in OpenMetrics. Undefined: the line has none. */
  time: string | undefined;
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;

/** One line `name{label="value",…} value [timestamp] [# exemplar]` of Prometheus text; null where it is none. Comments are not for this. */
export function parseLine(line: string): ExpositionLine | null {
  const name = NAME.exec(line)?.[0];
  if (!name) return null;
  let at = name.length;
  while (line[at] === " ") at += 1;
  let labels = "";
  if (line[at] === "{") {
    const end = closingBrace(line, at + 1);
    if (end < 0) return null;
    labels = line.slice(at + 1, end);
    at = end + 1;
  }
  const [value, time, further] = line.slice(at).trim().split(/\s+/);
  if (value === undefined || value === "") return null;
  const isExemplar = time?.startsWith("#") ?? false;
  if (further !== undefined && !isExemplar && !further.startsWith("#")) return null;
  return { name, labels, value, time: isExemplar ? undefined : time };
}

/** Where the label set ends: the first brace outside quotes. */
function closingBrace(line: string, from: number): number {
  let quoted = false;
  for (let at = from; at < line.length; at += 1) {
    const char = line[at];
    if (quoted && char === "\\") at += 1;
    else if (char === '"') quoted = !quoted;
    else if (char === "}" && !quoted) return at;
  }
  return -1;
}

const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/gy;
const ESCAPES: Record<string, string> = { n: "\n", "\\": "\\", '"': '"' };

/** The labels in a label set's text; null where it is not one. */
export function parseLabels(text: string): Labels | null {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  let end = 0;
  for (let match = LABEL.exec(text); match; match = LABEL.exec(text)) {
    const [, name = "", value = ""] = match;
    labels[name] = value.includes("\\") ? value.replace(/\\(.)/g, (whole, char: string) => ESCAPES[char] ?? whole) : value;
    end = LABEL.lastIndex;
    if (end >= text.length) break;
  }
  return text.slice(end).trim() === "" ? labels : null;
}
