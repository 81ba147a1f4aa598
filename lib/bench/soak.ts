import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Sql } from "../../db/client";
import { runQuery } from "../metrics";
import type { Bench } from "./bench";
import { ingestFile, shapeOf } from "./data-set";
import { differenceFigure } from "./differences";
import { type Figure, figure, thousands } from "./figure";
import { litellmLines } from "./litellm-lines";
import { endOf, overview, overviewScope } from "./questions";
import { DAY_MS, type Shape } from "./shape";
import { percentile, timedMs } from "./statistics";

const recordIds = z.object({ id: z.string() });

/** Two processes that ingest different and overlapping files into the same days at once, and a reader that never stops asking; then everything must add up. */
export async function soakSuite(bench: Bench): Promise<Figure[]> {
  const { soakSeconds, lines } = bench.options;
  const url = await bench.newDatabase();
  const shape: Shape = { ...shapeOf(Math.ceil(lines / 20)), spanMs: 30 * DAY_MS };
  bench.say(`Two processes ingest and one reads for ${soakSeconds} s`);
  let over = false;
  const reading = bench.using(url, (sql) => readUntil(sql, shape, () => over));
  const rounds = await ingestRounds(bench, url, shape, soakSeconds).finally(() => (over = true));
  const times = await reading;
  return bench.using(url, async (sql) => {
    const [facts] = await sql<{ attempts: number }[]>`select count(*)::integer as attempts from attempt`;
    const attempts = facts?.attempts ?? 0;
    const to = new Date(endOf(shape) + 1 + DAY_MS).toISOString().slice(0, 10);
    const { data } = await runQuery(
      sql,
      { metric: "attempts", from: new Date(shape.from).toISOString().slice(0, 10), to },
      { now: endOf(shape) + DAY_MS },
    );
    const conditions = `${rounds.count} rounds of two files, a fifth of each in both`;
    return [
      figure("records sent", rounds.records, "records", conditions),
      figure("attempts stored − records sent", attempts - rounds.records, "attempts", "each once", "= 0"),
      figure("attempts in the figures − stored", Number(data[0]?.attempts) - attempts, "attempts", `${thousands(attempts)} stored`, "= 0"),
      await differenceFigure(sql),
      figure("questions answered meanwhile", times.length, "questions", `one reader, p95 ${percentile(times, 0.95).toFixed(0)} ms`),
    ];
  });
}

/** Each round is a stream of calls in two files that share its middle, taken by two processes at once. */
async function ingestRounds(bench: Bench, url: string, shape: Shape, seconds: number): Promise<{ count: number; records: number }> {
  const began = performance.now();
  const files = ["left", "right"].map((name) => join(bench.folder, `${name}.jsonl`));
  let [count, records] = [0, 0];
  while (count === 0 || performance.now() - began < seconds * 1000) {
    count += 1;
    const lines = [...litellmLines({ ...shape, seed: count })];
    records += new Set(lines.map((line) => recordIds.parse(JSON.parse(line)).id)).size;
    const cut = Math.floor(lines.length * 0.6);
    for (const [i, half] of [lines.slice(0, cut), lines.slice(-cut)].entries()) writeFileSync(files[i] ?? "", half.join(""));
    await Promise.all(files.map((file) => ingestFile(bench, url, file)));
  }
  for (const file of files) rmSync(file);
  return { count, records };
}

async function readUntil(sql: Sql, shape: Shape, over: () => boolean): Promise<number[]> {
  const questions = overview(overviewScope(shape));
  const times: number[] = [];
  for (let n = 0; !over(); n += 1) {
    const asked = questions[n % questions.length];
    if (asked) times.push(await timedMs(() => runQuery(sql, asked.question, { now: endOf(shape) })));
  }
  return times;
}
