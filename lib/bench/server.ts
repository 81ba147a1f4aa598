import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { waitUntilHealthy } from "../cli/launch/health";
import { AppError } from "../errors";
import { type Bench, ROOT } from "./bench";

/** A build may be part of it. */
const START_MS = 300_000;

/** A running Permille to be asked over HTTP. */
export interface Server {
  /** Without a trailing slash. */
  url: string;
  /** Headers of a signed-in person. */
  signIn(email: string, password: string): Promise<Record<string, string>>;
  /** Kills every process of it at once (SIGKILL). */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The production build with its worker, as `npm start` brings them up, on a home and a port of its own; built first where the sources changed. */
export async function startProduction(bench: Bench, databaseUrl: string): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = cleanEnv({
    PERMILLE_HOME: join(bench.folder, `server-${port}`),
    PORT: String(port),
    PERMILLE_HOST: "127.0.0.1",
    NEXTAUTH_URL: url,
    DATABASE_URL: databaseUrl,
    NODE_ENV: "production",
  });
  let launcher: ChildProcess | undefined;
  const server: Server = {
    url,
    signIn: (email, password) => signIn(url, email, password),
    async kill() {
      if (!launcher?.pid) return;
      const gone = once(launcher, "close");
      for (const pid of [launcher.pid, ...childrenOf(launcher.pid)]) kill(pid, "SIGKILL");
      await gone;
    },
    async restart() {
      // A session of its own: Ctrl-C reaches this run only, which then stops things in order.
      const own = spawn(process.execPath, ["lib/cli/run.mjs"], { cwd: ROOT, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
      launcher = own;
      const output = collect(own);
      await waitUntilHealthy(`${url}/healthz`, () => own.exitCode !== null, START_MS).catch((cause: unknown) => {
        throw new AppError("unavailable", `The server did not come up:\n${output().slice(-2_000)}`, { cause });
      });
    },
    async stop() {
      if (launcher) await ended(launcher, () => launcher?.kill("SIGTERM"));
    },
  };
  bench.defer(() => server.stop());
  bench.say("Starting the server");
  await server.restart();
  return server;
}

/** All that a child writes, so far. */
export function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return () => text;
}

/** Asks a child to end, if it still lives, and waits until it has. */
export async function ended(child: ChildProcess, ask: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, "close");
  ask();
  await gone;
}

/** Nothing of an instance that this shell is set up for reaches the measured one. */
export function cleanEnv(own: Record<string, string>): NodeJS.ProcessEnv {
  const foreign = /^(PERMILLE_|NEXTAUTH_|DATABASE_URL$|SMTP_URL$|MAIL_FROM$|PORT$|NODE_ENV$)/;
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  // Next's types want NODE_ENV in every environment.
  return { ...kept, ...own } as NodeJS.ProcessEnv;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Direct children, as `ps` lists them on Linux and macOS. */
function childrenOf(parent: number): number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return rows.map((row) => row.trim().split(/\s+/).map(Number)).flatMap(([pid = 0, ppid]) => (ppid === parent ? [pid] : []));
}

/** A negative id is a whole group's. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    if (pid !== 0) process.kill(pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}

const csrfSchema = z.object({ csrfToken: z.string() });
const cookiesOf = (response: Response): string[] => response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");

/** As the sign-in page does it. */
async function signIn(url: string, email: string, password: string): Promise<Record<string, string>> {
  const asked = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = csrfSchema.parse(await asked.json());
  const given = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookiesOf(asked).join("; ") },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
  });
  const session = cookiesOf(given).find((cookie) => cookie.includes("session-token="));
  if (!session) throw new Error(`The sign-in of ${email} answered ${given.status} without a session.`);
  return { cookie: session };
}
