import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Bench, ROOT } from "./bench";
import { type Figure, figure } from "./figure";
import { cleanEnv, collect, ended, freePort, kill } from "./server";

const LIMIT_MS = 10 * 60_000;

/** A fresh clone of what is committed here → the demo's dashboard, and the same again once all is there. Packages come from npm's cache where it has them. */
export async function startSuite(bench: Bench): Promise<Figure[]> {
  const clone = join(bench.folder, "clone");
  execFileSync("git", ["clone", "--quiet", "--no-hardlinks", ROOT, clone]);
  const port = await freePort();
  const env = cleanEnv({ PERMILLE_HOME: join(bench.folder, "demo-home"), PORT: String(port) });
  bench.say("Starting the demo in a fresh clone");
  const first = await demo(bench, clone, env, port);
  bench.say("Starting it again");
  const second = await demo(bench, clone, env, port);
  return [
    figure("fresh clone → dashboard", first.seconds, "s", "npm run demo until it says that it runs and the sign-in page answers", "≤ 120"),
    figure("loading the demo", first.loadSeconds, "s", "of the above", "≤ 60"),
    figure("second start", second.seconds, "s", "the same, with all in place", "≤ 5"),
  ];
}

interface Started {
  seconds: number;
  /** Of the step that loads the demo company. */
  loadSeconds: number;
}

async function demo(bench: Bench, cwd: string, env: NodeJS.ProcessEnv, port: number): Promise<Started> {
  const began = performance.now();
  const child = spawn("npm", ["run", "demo"], { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  // npm and what it runs are a group of their own; the launcher stops web, worker and database in order.
  const stop = () => ended(child, () => kill(-(child.pid ?? 0), "SIGINT"));
  bench.defer(stop);
  const output = collect(child);
  // The launcher says so once the pages answer and the company reaches until now.
  while (!(output().includes("Permille runs on") && (await answers(`http://127.0.0.1:${port}/sign-in`)))) {
    if (child.exitCode !== null || performance.now() - began > LIMIT_MS)
      throw new Error(`The demo did not come up:\n${output().slice(-2_000)}`);
    await sleep(50);
  }
  const seconds = (performance.now() - began) / 1000;
  await stop();
  return { seconds, loadSeconds: Number(/✓ Loading the demo.*\((\d+(?:\.\d+)?) s\)/.exec(output())?.[1] ?? Number.NaN) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(10_000) })).status === 200;
  } catch {
    return false;
  }
}
