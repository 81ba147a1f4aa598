import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { litellmLines, seeded } from "../bench/litellm-lines";
import { verify } from "../rollups";

/** More on demand: PERMILLE_KILLS=1000 npx vitest run lib/ingest/killed */
const KILLS = Number(process.env.PERMILLE_KILLS ?? 50);
const LINES = 900;

const database = openTestDatabase();
const { sql } = database;
let folder: string;
/** The runner as one file: it starts in a tenth of the time that its 200 modules take. Inside the project, where its packages are found. */
const RUNNER = fileURLToPath(new URL("../../node_modules/.cache/permille/kill-runner.mjs", import.meta.url));

beforeAll(async () => {
  const entry = fileURLToPath(new URL("kill-runner.ts", import.meta.url));
  await build({ entryPoints: [entry], outfile: RUNNER, bundle: true, platform: "node", format: "esm", packages: "external" });
  folder = mkdtempSync(join(tmpdir(), "permille-kill-"));
});
afterAll(async () => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Runs an ingest and kills it `afterMs` into its work; true when it came to its end before that. */
async function run(file: string, afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [RUNNER, database.url, file], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit") as Promise<[number | null, string | null]>;
  let complaint = "";
  child.stderr.on("data", (chunk) => (complaint += chunk));
  await Promise.race([once(child.stdout, "data"), exited]);
  await Promise.race([sleep(afterMs), exited]);
  child.kill("SIGKILL");
  const [code, signal] = await exited;
  if (signal == null && code !== 0) throw new Error(`the ingest failed by itself: ${complaint}`);
  return code === 0;
}

test(
  `an ingest killed ${KILLS} times at random moments, and resumed, counts every request once`,
  async () => {
    const random = seeded(Number(process.env.PERMILLE_SEED ?? 20_261_122));
    const expected = new Set<string>();
    let kills = 0;
    for (let n = 0; kills < KILLS; n += 1) {
      const text = [...litellmLines({ lines: LINES, seed: n, from: Date.UTC(2026, 8, 1 + n), spanMs: 3 * 86_400_000 })];
      for (const line of text) expected.add(JSON.parse(line).id);
      const file = join(folder, `${n}.jsonl`);
      writeFileSync(file, text.join(""));
      for (let done = false; !done; ) {
        done = await run(file, kills < KILLS ? random() * 900 : 120_000);
        if (!done) kills += 1;
      }
      expect(await verify(sql, "UTC")).toEqual([]);
      const [count] = await sql<{ facts: number; requests: number }[]>`
      select (select count(*)::integer from attempt) as facts, (select count(distinct record_id)::integer from attempt) as requests`;
      expect(count).toEqual({ facts: expected.size, requests: expected.size });
    }
  },
  KILLS * 12_000 + 120_000,
);
