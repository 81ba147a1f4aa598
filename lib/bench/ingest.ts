import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Bench, outputOf } from "./bench";
import { type Ingested, ingestFile, shapeOf, writeLines } from "./data-set";
import { type Figure, figure, thousands } from "./figure";
import type { Parsed } from "./parse-runner";
import { median } from "./statistics";

interface Pair {
  parsed: Parsed;
  ingested: Ingested;
}

/** A file of LiteLLM lines, everything included, against parsing the same lines and nothing else. Keeps its last database for the other suites. */
export async function ingestSuite(bench: Bench): Promise<Figure[]> {
  const { lines, pairs } = bench.options;
  const file = join(bench.folder, "litellm.jsonl");
  await writeLines(bench, shapeOf(lines), file);

  const runs: Pair[] = [];
  let url = "";
  for (let pair = 1; pair <= pairs; pair += 1) {
    if (url) await bench.dropDatabase(url);
    url = await bench.newDatabase();
    bench.say(`Pair ${pair} of ${pairs}: parsing, then ingesting`);
    const parsed = JSON.parse(await outputOf(bench.node("parse-runner.ts", [file]), "the parsing")) as Parsed;
    runs.push({ parsed, ingested: await ingestFile(bench, url, file) });
  }
  bench.keep({ url, shape: shapeOf(lines) });
  bench.say("Ingesting the same file again");
  const again = await ingestFile(bench, url, file);
  const small = await smallFile(bench, Math.ceil(lines / 10));
  const megabytes = statSync(file).size / 1e6;
  rmSync(file);

  const first = runs.at(-1)?.ingested.seconds ?? 0;
  const ratios = runs.map(({ parsed, ingested }) => parsed.seconds / ingested.seconds);
  const each = ratios.map((ratio) => ratio.toFixed(2)).join(", ");
  const cpu = median(runs.map(({ parsed, ingested }) => ingested.cpuSeconds / parsed.cpuSeconds));
  const large = Math.max(...runs.map(({ ingested }) => ingested.rssMb), again.rssMb);
  return [
    figure("size of a line", (megabytes * 1e6) / lines, "bytes", `${thousands(lines)} lines, ${Math.round(megabytes)} MB, 5 % repeated`),
    figure("JSON.parse of lines in memory", median(runs.map(({ parsed }) => parsed.inMemory)), "lines/s", "one thread, nothing read"),
    figure(
      "bare: read lines and JSON.parse",
      lines / median(runs.map(({ parsed }) => parsed.seconds)),
      "lines/s",
      "one thread, the same file",
    ),
    figure(
      "ingest, everything included",
      lines / median(runs.map(({ ingested }) => ingested.seconds)),
      "lines/s",
      "a new database each time",
    ),
    figure("ingest ÷ bare", median(ratios), "ratio", `median of ${pairs} pairs: ${each}`, "≥ 0.35"),
    figure("processor time of the ingest ÷ bare", cpu, "ratio", "without the database's; steadier than time on a busy machine"),
    figure("the same file again ÷ first time", first / again.seconds, "ratio", "all duplicates", "≥ 1"),
    figure("new records of the file again", again.accepted, "records", "all duplicates", "= 0"),
    figure("peak memory of the ingest", large, "MB", `${Math.round(megabytes)} MB file`, "≤ 300"),
    figure("peak memory, small file", small.rssMb, "MB", `${Math.round(megabytes / 10)} MB file`, "≤ 300"),
    figure("peak memory, large ÷ small file", large / small.rssMb, "ratio", "ten times the lines", "≤ 1.25"),
  ];
}

async function smallFile(bench: Bench, lines: number): Promise<Ingested> {
  const file = join(bench.folder, "small.jsonl");
  await writeLines(bench, shapeOf(lines), file);
  const url = await bench.newDatabase();
  const ingested = await ingestFile(bench, url, file);
  await bench.dropDatabase(url);
  rmSync(file);
  return ingested;
}
