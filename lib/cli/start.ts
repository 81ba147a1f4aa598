import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../db/embedded";
import { migrate } from "../../db/migrate";
import { authSecret, type Env, readEnv } from "../env";
import { settleZone } from "../settings";
import { type KeptChild, keepRunning } from "./launch/child";
import { ensureDemo, keepDemoGoing } from "./launch/demo";
import { claimForDemo, refuseDemoHome } from "./launch/demo-home";
import { waitUntilHealthy } from "./launch/health";
import { homeOf, type Mode, processStart } from "./launch/occupied.mjs";
import { onConnection } from "./launch/on-connection";
import { step } from "./launch/progress.mjs";
import { Undo } from "./launch/undo";
import { welcomeLines } from "./launch/welcome";

const DEATHS_BEFORE_READY = 3;

/**
 * Database, migrations, (demo company), and once the application is `built` web and worker; they run until Ctrl-C or SIGTERM stops them in the opposite
 * order. Throws AppError with what to do when something does not come up, and what `built` throws, after stopping what did.
 */
export async function start(mode: Mode, built: Promise<void>): Promise<void> {
  const env = readEnv({ ...process.env, PERMILLE_HOME: homeOf(mode) });
  const undo = new Undo();
  onStopSignal(undo);
  try {
    const url = await bringUpDatabase(mode, env, undo);
    const company = mode === "demo" ? await ensureDemo(url, new Date()) : null;
    await Promise.all([built, company?.whole]);
    if (undo.isRunning) return;
    await bringUpPages(mode, env, url, undo, company?.caughtUp);
  } catch (error) {
    // What a stop pulled away from under the start is no failure.
    if (undo.isRunning) return;
    await undo.run();
    throw error;
  }
}

/** The database, migrated; resolves to its address. */
async function bringUpDatabase(mode: Mode, env: Env, undo: Undo): Promise<string> {
  mkdirSync(env.home, { recursive: true, mode: 0o711 });
  if (mode === "demo") claimForDemo(env.home);
  else if (!env.databaseUrl) refuseDemoHome(env.home);
  noteRunning(env, undo);

  const url = await databaseFor(mode, env, undo);
  await step("Bringing the database up to date", async () => {
    await migrate(url);
    // The demo chooses its own zone when none is asked for.
    if (mode !== "demo" || env.zone) await onConnection(url, (sql) => settleZone(sql, env.zone));
  });
  return url;
}

/** Web, and the worker once what it judges is `caughtUp`: a rule must not call silent what is only not loaded yet. */
async function bringUpPages(mode: Mode, env: Env, url: string, undo: Undo, caughtUp?: Promise<void>): Promise<void> {
  const keep = keeper(mode, env, url, undo);
  const web = keep("web", ["node_modules/next/dist/bin/next", mode === "dev" ? "dev" : "start", "-p", String(env.port), "-H", env.host]);
  const answers = step("Starting the pages", () =>
    waitUntilHealthy(`http://127.0.0.1:${env.port}/healthz`, () => undo.isRunning || web.deaths() >= DEATHS_BEFORE_READY),
  );
  const worker = Promise.resolve(caughtUp).then(() => {
    if (!undo.isRunning) keep("worker", ["--import", "tsx", "lib/jobs/worker.ts"]);
  });
  await Promise.all([answers, worker]);
  if (mode === "demo") {
    const going = keepDemoGoing(url, say);
    undo.add(() => going.stop());
  }
  const lines = await welcomeLines({ mode, databaseUrl: url, url: env.url });
  console.log(`\n${lines.map((line) => `  ${line}`).join("\n")}\n`);
}

async function databaseFor(mode: Mode, env: Env, undo: Undo): Promise<string> {
  if (env.databaseUrl && mode !== "demo") return env.databaseUrl;
  if (env.databaseUrl) say("The demo keeps its own database; DATABASE_URL is left alone.");
  return step("Starting the database", async (detail) => {
    let info = detail;
    const opening = openDatabase({ home: env.home, log: { info: (message) => info(message), warn: say } });
    undo.add(() =>
      opening.then(
        (database) => database.release(),
        () => {},
      ),
    );
    const { url } = await opening;
    info = say;
    return url;
  });
}

/** Starts processes of ours, and keeps them running until they are undone. */
function keeper(mode: Mode, env: Env, url: string, undo: Undo): (name: string, args: string[]) => KeptChild {
  const childEnv: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: mode === "dev" ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PERMILLE_HOME: env.home,
    PORT: String(env.port),
    DATABASE_URL: url,
    NEXTAUTH_URL: env.nextAuthUrl,
    NEXTAUTH_SECRET: authSecret(env),
    ...(mode === "demo" && { PERMILLE_DEMO: "1" }),
  };
  const onTerminal = mode === "dev" || process.env.PERMILLE_LOG !== undefined;
  return (name, args) => {
    const child = keepRunning({ name, args, env: childEnv, say, logFile: onTerminal ? null : join(env.home, `${name}.log`) });
    undo.add(() => child.stop());
    return child;
  };
}

/** Lets a second start of the same home say where the first one is. */
function noteRunning(env: Env, undo: Undo): void {
  const path = join(env.home, "running.json");
  writeFileSync(path, JSON.stringify({ pid: process.pid, startedAt: processStart(process.pid), url: env.url }));
  chmodSync(path, 0o644);
  undo.add(() => rmSync(path, { force: true }));
}

function say(message: string): void {
  console.error(`  ${message}`);
}

/** Ctrl-C reaches this process from the terminal and again through npm: only the first counts. */
function onStopSignal(undo: Undo): void {
  const stop = async () => {
    if (undo.isRunning) return;
    console.error("\n  Stopping …");
    await undo.run();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
  // A closed terminal takes its output along; writing to it must not end the clean stop.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}
