import { createReadStream } from "node:fs";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";

/** What parsing alone needs: one thread, no database. */
export interface Parsed {
  /** Reading the file line by line and parsing each line. */
  seconds: number;
  /** Processor time of the same. */
  cpuSeconds: number;
  lines: number;
  /** Parsing of lines that are in memory already, lines/s. */
  inMemory: number;
}

const IN_MEMORY = 20_000;

// The same lines, read and parsed and nothing else, in a process of its own: prints its time.
const [file = ""] = process.argv.slice(2);
const kept: string[] = [];
let lines = 0;
const began = performance.now();
const used = process.cpuUsage();
const reader = createInterface({ input: createReadStream(file, { highWaterMark: 1 << 18 }) });
reader.on("line", (line) => {
  JSON.parse(line);
  lines += 1;
  if (kept.length < IN_MEMORY) kept.push(line);
});
await new Promise((done) => reader.once("close", done));
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(used);
const again = performance.now();
for (const line of kept) JSON.parse(line);
const parsed: Parsed = { seconds, cpuSeconds: (user + system) / 1e6, lines, inMemory: (kept.length / (performance.now() - again)) * 1000 };
process.stdout.write(JSON.stringify(parsed));
