import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import { fileURLToPath } from "node:url";

const GUARD = fileURLToPath(new URL("./guard.mjs", import.meta.url));
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const STEADY_MS = 60_000;
const LONGEST_PAUSE_MS = 30_000;
const STOP_LIMIT_MS = 15_000;

export interface ChildOptions {
  /** "web", "worker": in messages. */
  name: string;
  /** Arguments of node. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** The file its output goes to; null: this terminal. */
  logFile: string | null;
  say(message: string): void;
}

/** A process that is started again when it ends by itself. */
export interface KeptChild {
  /** How often it ended by itself so far. */
  deaths(): number;
  /** Asks it to end (SIGTERM), insists after 15 s, and waits. */
  stop(): Promise<void>;
}

export function keepRunning(options: ChildOptions): KeptChild {
  let child: ChildProcess | null = null;
  let deaths = 0;
  let inARow = 0;
  let stopping = false;
  let pause: NodeJS.Timeout | undefined;

  const launch = () => {
    const began = Date.now();
    const own = spawnNode(options);
    child = own;
    own.once("exit", (code, signal) => {
      child = null;
      if (stopping) return;
      deaths++;
      inARow = Date.now() - began > STEADY_MS ? 1 : inARow + 1;
      const pauseMs = restartPauseMs(inARow);
      options.say(
        `The ${options.name} process ended (${signal ?? `exit ${code}`}); it starts again in ${Math.round(pauseMs / 1000)} s.${tail(options.logFile)}`,
      );
      pause = setTimeout(launch, pauseMs);
    });
    own.once("error", (error) => options.say(`The ${options.name} process could not start: ${error.message}`));
  };
  launch();

  return {
    deaths: () => deaths,
    stop: async () => {
      stopping = true;
      clearTimeout(pause);
      const own = child;
      if (!own || own.exitCode !== null || own.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => own.once("exit", () => resolve()));
      own.kill("SIGTERM");
      const insist = setTimeout(() => own.kill("SIGKILL"), STOP_LIMIT_MS);
      await gone;
      clearTimeout(insist);
    },
  };
}

/** 1 s after the first death, twice as long after each further one in a row, at most 30 s. */
export function restartPauseMs(inARow: number): number {
  return Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** (inARow - 1));
}

function spawnNode({ args, env, logFile }: ChildOptions): ChildProcess {
  const output = logFile === null ? "inherit" : openLog(logFile);
  // A session of its own: Ctrl-C reaches the launcher only, which then stops things in order.
  const child = spawn(process.execPath, ["--import", GUARD, ...args], {
    env: { ...env, PERMILLE_LAUNCHER: String(process.pid) },
    detached: true,
    stdio: ["ignore", output, output, "ipc"],
  });
  if (typeof output === "number") closeSync(output);
  return child;
}

function openLog(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) truncateSync(path);
  return openSync(path, "a", 0o600);
}

function tail(logFile: string | null): string {
  if (!logFile) return "";
  const lines = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-6);
  return `\n${lines.map((line) => `    ${line}`).join("\n")}\n  All of it is in ${logFile}.`;
}
