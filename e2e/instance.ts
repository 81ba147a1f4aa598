import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { z } from "zod";
import { testDatabase } from "../db/testing";

const ROOT = join(import.meta.dirname, "..");
const START_MS = 60_000;
const STOP_MS = 15_000;

/** What `npm start` brings up, on a home, a database and a port of its own. */
export interface Instance {
  url: string;
  home: string;
  databaseUrl: string;
  /** The one-time code that the terminal shows; null once there is an admin. */
  code: string | null;
  sql: postgres.Sql;
  /** `npm run permille -- …` against this instance. */
  permille(args: readonly string[], input?: string): Promise<Finished>;
  /** Stops web, worker and database and deletes the home. */
  stop(): Promise<void>;
}

export interface Finished {
  code: number;
  stdout: string;
  stderr: string;
}

export interface InstanceOptions {
  /** Settings such as SMTP_URL. */
  env?: Record<string, string>;
  /** With a PostgreSQL of its own, as a first start has it; else with a database of its own on the run's server (global-setup.ts). */
  ownServer?: boolean;
}

/** Starts the production build as a person does. */
export async function startInstance({ env = {}, ownServer = false }: InstanceOptions = {}): Promise<Instance> {
  const home = mkdtempSync(join(tmpdir(), "permille-e2e-"));
  // The database never runs as root: its own account must be able to pass through.
  chmodSync(home, 0o711);
  const [port, lent] = await Promise.all([freePort(), ownServer ? null : testDatabase()]);
  const own = { ...cleanEnv(), PERMILLE_HOME: home, PORT: String(port), ...(lent && { DATABASE_URL: lent.url }), ...env };
  const child = spawn(process.execPath, ["lib/cli/run.mjs"], { cwd: ROOT, env: own, stdio: ["ignore", "pipe", "pipe"] });
  const output = collect(child);
  const clear = async () => {
    await end(child);
    await lent?.close();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await until(() => output().includes("Stop it with Ctrl-C."), child, output);
    const databaseUrl = lent?.url ?? ownDatabaseUrl(home);
    const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });
    return {
      url: `http://localhost:${port}`,
      home,
      databaseUrl,
      code: /one-time code is\s+(\S+)/.exec(output())?.[1] ?? null,
      sql,
      permille: (args, input) => finished(["lib/cli/permille.mjs", ...args], own, input),
      async stop() {
        await sql.end({ timeout: 2 });
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}

function ownDatabaseUrl(home: string): string {
  const { port, password } = stateSchema.parse(JSON.parse(readFileSync(join(home, "database.json"), "utf8")));
  return `postgres://permille:${password}@127.0.0.1:${port}/permille`;
}

const stateSchema = z.object({ port: z.number(), password: z.string() });

/** Nothing of the developer's own instance reaches the one under test. */
function cleanEnv(): NodeJS.ProcessEnv {
  const names = [
    "DATABASE_URL",
    "PERMILLE_URL",
    "PERMILLE_ZONE",
    "NEXTAUTH_URL",
    "NEXTAUTH_SECRET",
    "SMTP_URL",
    "MAIL_FROM",
    "PERMILLE_LOG",
  ];
  const kept = Object.entries(process.env).filter(([name]) => !names.includes(name));
  return { ...Object.fromEntries(kept), NODE_ENV: "production" };
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return () => text;
}

async function until(ready: () => boolean, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (!ready()) {
    if (child.exitCode !== null) throw new Error(`Permille ended with ${child.exitCode} instead of starting:\n${output()}`);
    if (Date.now() > deadline) throw new Error(`Permille did not start within ${START_MS / 1000} s:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await closed;
  clearTimeout(late);
}

function finished(args: readonly string[], env: NodeJS.ProcessEnv, input = ""): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { cwd: ROOT, env, stdio: ["pipe", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, stdout, stderr }));
    child.stdin.end(input);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}
