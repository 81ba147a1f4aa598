import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../launch/root.mjs";
import { readPlaywright, readVitest } from "./counts.mjs";
import { ensureChromium } from "./ensure-chromium.mjs";

/** A check that passes or fails as a whole: node's arguments, or a function that throws. Counts as one test. */
export async function staticStage(title, check) {
  heading(title);
  const began = Date.now();
  const ok = typeof check === "function" ? await succeeds(check) : (await node(check)) === 0;
  console.log(`${ok ? "✓" : "✗"} ${title} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

export async function vitestStage(report) {
  heading("Unit and database tests");
  return vitest(report, []);
}

/** Facts, rollups and metrics once more on the oldest PostgreSQL that Permille supports; null where the system has none. */
export async function oldestPostgresStage(report) {
  const bin = "/usr/lib/postgresql/15/bin";
  if (!existsSync(join(bin, "postgres"))) return null;
  heading("Database tests on PostgreSQL 15");
  return vitest(report, ["--project=database", "lib/ingest/exactly-once", "lib/ingest/spans-and-buckets", "lib/metrics", "db/schema"], {
    ...process.env,
    PERMILLE_TEST_PG_BIN: bin,
  });
}

async function vitest(report, filters, env = process.env) {
  const code = await node(
    ["node_modules/vitest/vitest.mjs", "run", ...filters, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    env,
  );
  return settle(readVitest(report), code, "Vitest");
}

export async function browserStage(report) {
  heading("Browser tests");
  const chromium = await ensureChromium();
  if (!chromium) {
    console.error("There is no Chromium and none could be installed: install the package chromium, or name one with PERMILLE_CHROMIUM.");
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const env = { ...process.env, PERMILLE_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const code = await node(["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"], env);
  return settle(readPlaywright(report), code, "Playwright");
}

export function sum(counts) {
  const total = (key) => counts.reduce((before, count) => before + count[key], 0);
  return { passed: total("passed"), failed: total("failed"), skipped: total("skipped") };
}

/** A runner that fails without a failed test (it could not start, an error outside of any test) is a failure of its own. */
function settle(counts, code, runner) {
  if (code === 0 && counts) return counts;
  if (counts && counts.failed > 0) return counts;
  console.error(`${runner} ended with exit code ${code}${counts ? "" : " and without a report"}.`);
  return { passed: counts?.passed ?? 0, failed: 1, skipped: counts?.skipped ?? 0 };
}

async function succeeds(check) {
  try {
    await check();
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

function node(args, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, args[0]), ...args.slice(1)], {
      cwd: ROOT,
      env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
}

function heading(title) {
  console.log(`\n── ${title}`);
}
