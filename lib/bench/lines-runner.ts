import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { litellmLines } from "./litellm-lines";
import type { Shape } from "./shape";

// Writes the lines of a shape to a file or, with "-", to stdout.
const [shape = "{}", file = "-"] = process.argv.slice(2);
const out = file === "-" ? process.stdout : createWriteStream(file);
let lines: string[] = [];
const flush = async () => {
  const full = !out.write(lines.join(""));
  lines = [];
  if (full) await once(out, "drain");
};
for (const line of litellmLines(JSON.parse(shape) as Shape)) if (lines.push(line) === 500) await flush();
await flush();
out.end();
