import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, readlinkSync, realpathSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../../lib/errors";
import type { Account } from "./account";
import type { Binaries } from "./binaries";
import { explainFailure, type StartFailure, sizeOf, textSince } from "./failures";
import { giveToFolderOwner } from "./files";
import { processIdentity, programName } from "./process";
import { asAccount, CLEAN_ENV, run } from "./run";
import { ROLE } from "./state";

const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const RECOVERY_LIMIT_MS = 10 * 60_000;
const STOP_LIMIT_MS = 120_000;

/** A server process, told apart from a later one with the same id. */
export interface Server {
  pid: number;
  identity: string;
  port: number;
}

/** The living server of a data folder, by its postmaster.pid; `ready` once it accepts connections. Null when none lives. */
export function findServer(dataFolder: string): (Server & { ready: boolean }) | null {
  const lines = pidFile(dataFolder);
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid) return null;
  const identity = processIdentity(pid);
  if (!identity || programName(pid) !== "postgres" || !worksIn(pid, dataFolder)) return null;
  return { pid, identity, port, ready: lines[7]?.trim() === "ready" };
}

/** Starts a server in a session of its own and waits until it accepts connections, however long its recovery takes. */
export async function startServer(options: {
  dataFolder: string;
  logFile: string;
  binaries: Binaries;
  account: Account;
  port: number;
  settings: string[];
  onWait(seconds: number): void;
}): Promise<Server | StartFailure> {
  const { dataFolder, logFile, binaries, account, port } = options;
  // Its process is gone, or is another program that got the same id: PostgreSQL would refuse to start for the latter.
  if (!findServer(dataFolder)) rmSync(join(dataFolder, "postmaster.pid"), { force: true });
  const offset = startLog(logFile);
  const log = openSync(logFile, "a", 0o600);
  giveToFolderOwner(logFile);
  const child = spawn(join(binaries.folder, "postgres"), ["-D", dataFolder, "-p", String(port), ...options.settings], {
    ...asAccount(account),
    cwd: "/",
    env: CLEAN_ENV,
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.on("error", () => {});
  child.unref();
  const began = Date.now();
  let saidSeconds = 0;
  while (!hasEnded(child)) {
    const server = findServer(dataFolder);
    if (server?.pid === child.pid && server?.ready) return server;
    const seconds = Math.floor((Date.now() - began) / 1000);
    if (seconds >= saidSeconds + 2) {
      saidSeconds = seconds;
      options.onWait(seconds);
    }
    if (seconds * 1000 > RECOVERY_LIMIT_MS) {
      return {
        error: new AppError(
          "unavailable",
          `PostgreSQL has not become ready in ${seconds} s; it goes on in the background: see ${logFile} and start again later.`,
        ),
      };
    }
    await sleep(10);
  }
  return explainFailure(textSince(logFile, offset), { dataFolder, logFile });
}

/** Fast shutdown: open transactions roll back, files are whole. Waits for the end. */
export async function stopServer(server: Server): Promise<void> {
  const began = Date.now();
  signal(server, "SIGINT");
  while (processIdentity(server.pid) === server.identity) {
    if (Date.now() - began > STOP_LIMIT_MS) {
      signal(server, "SIGQUIT");
      await sleep(2000);
      return;
    }
    await sleep(10);
  }
}

/** Gives the role a new password while no server runs: for a home whose database.json was lost. */
export async function resetPassword(dataFolder: string, binaries: Binaries, account: Account, password: string): Promise<void> {
  const result = await run(
    join(binaries.folder, "postgres"),
    ["--single", "-D", dataFolder, "postgres"],
    account,
    `alter role ${ROLE} password '${password}'\n`,
  );
  if (result.code !== 0) {
    throw new AppError(
      "unavailable",
      `The password file in ${dataFolder}/.. is lost and a new one could not be set; restore database.json from a backup.`,
      { cause: new Error(result.output) },
    );
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function signal(server: Server, name: "SIGINT" | "SIGQUIT"): void {
  try {
    process.kill(server.pid, name);
  } catch {
    // Gone already, which is what was wanted.
  }
}

function worksIn(pid: number, folder: string): boolean {
  if (process.platform !== "linux") return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}

function pidFile(dataFolder: string): string[] {
  try {
    return readFileSync(join(dataFolder, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/** Size of the log now, after it was emptied if it had grown past the limit. */
function startLog(path: string): number {
  if (sizeOf(path) > LOG_LIMIT_BYTES) truncateSync(path);
  return sizeOf(path);
}
