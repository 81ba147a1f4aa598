import { chmodSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../lib/errors";
import { databaseAccount } from "./cluster/account";
import { type Binaries, PG_MAJOR, packagedBinaries, systemBinaries } from "./cluster/binaries";
import { ensureDatabase } from "./cluster/connect";
import { checkReach, checkRoom, createData, dataFolderOf, holdsData, makeHome } from "./cluster/data-folder";
import { liveUsers, takeLease } from "./cluster/leases";
import { withLock } from "./cluster/lock";
import { processIdentity } from "./cluster/process";
import { findServer, resetPassword, type Server, startServer, stopServer } from "./cluster/server";
import { serverSettings } from "./cluster/settings";
import { databaseUrl, freePort, newPassword, readState, type State, writeState } from "./cluster/state";

/** Where progress is told, one sentence at a time; a pino logger will do. */
export interface DatabaseLog {
  info(message: string): void;
  warn(message: string): void;
}

export interface EmbeddedOptions {
  /** The folder Permille keeps its things in; made if it is not there. */
  home: string;
  log: DatabaseLog;
  /** "throwaway" trades durability for speed: tests only. */
  kind?: "durable" | "throwaway";
  /** The folder with `initdb` and `postgres` of an installed PostgreSQL; default: the binaries of the packages. */
  binFolder?: string;
}

export interface EmbeddedDatabase {
  /** postgres:// address with the password; stays the same while anyone uses the database. */
  url: string;
  /** Ends this use; the last one out stops the server. */
  release(): Promise<void>;
}

const WATCH_MS = 1000;

/**
 * A real PostgreSQL on `home`/pg18. The first process starts it, later ones attach, the last one out stops it. A server whose
 * users were all killed is adopted, and one that was itself killed is started again, while anyone uses it, on the same port.
 * Throws `unavailable` with one sentence that says what to do.
 */
export async function openDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  makeHome(resolve(options.home));
  const home = realpathSync(options.home);
  const lock = join(home, "lock");
  const opened = await withLock(lock, async () => {
    const running = await ensureRunning(home, options);
    return { ...running, lease: takeLease(home) };
  });
  let server = opened.server;
  let restarting: Promise<void> | null = null;
  const watch = setInterval(() => {
    if (restarting || processIdentity(server.pid) === server.identity) return;
    options.log.warn("The database stopped unexpectedly; starting it again.");
    restarting = withLock(lock, async () => {
      server = (await ensureRunning(home, options)).server;
    })
      .catch((error) => options.log.warn(error instanceof Error ? error.message : String(error)))
      .finally(() => (restarting = null));
  }, WATCH_MS);
  watch.unref();

  let released: Promise<void> | null = null;
  const release = async () => {
    clearInterval(watch);
    await restarting;
    await withLock(lock, async () => {
      opened.lease.giveBack();
      if (liveUsers(home).length > 0) return;
      const found = findServer(opened.dataFolder);
      if (found) await stopServer(found);
    });
  };
  return { url: databaseUrl(opened.state), release: () => (released ??= release()) };
}

interface Running {
  state: State;
  server: Server;
  dataFolder: string;
}

/** Call under the lock. */
async function ensureRunning(home: string, options: EmbeddedOptions): Promise<Running> {
  const system = options.binFolder ? systemBinaries(options.binFolder) : null;
  const dataFolder = dataFolderOf(home, system?.major ?? PG_MAJOR);
  const account = databaseAccount(dataFolder);
  checkReach(home, account);
  const hasData = holdsData(home, system?.major ?? PG_MAJOR);
  const kept = readState(home);

  const found = hasData ? await settled(dataFolder) : null;
  if (found && kept && (await ensureDatabase({ ...kept, port: found.port })) === "ready") {
    const state = { ...kept, port: found.port };
    if (kept.port !== found.port) writeState(home, state);
    return { state, server: found, dataFolder };
  }
  // A server that does not take the kept password can't be used; it starts again with a new one.
  if (found) await stopServer(found);

  checkRoom(home, hasData ? "start" : "create");
  const binaries: Binaries = system ?? packagedBinaries(account);
  const password = kept && !found ? kept.password : newPassword();
  let state: State = { port: await freePort(kept?.port), password };
  if (!hasData) {
    options.log.info("Creating the database.");
    await createData(home, binaries, account, password, options.kind !== "throwaway");
  } else if (!kept || found) {
    await resetPassword(dataFolder, binaries, account, password);
  }
  writeState(home, state);
  chmodSync(dataFolder, 0o700);

  for (let attempt = 1; ; attempt++) {
    const outcome = await startServer({
      dataFolder,
      logFile: join(home, "postgres.log"),
      binaries,
      account,
      port: state.port,
      settings: serverSettings(options.kind ?? "durable"),
      onWait: (seconds) => options.log.info(`The database is recovering from an unclean stop (${seconds} s).`),
    });
    if ("pid" in outcome) {
      if ((await ensureDatabase(state, !hasData)) === "ready") return { state, server: outcome, dataFolder };
      await stopServer(outcome);
      await resetPassword(dataFolder, binaries, account, password);
    } else if ("error" in outcome) {
      throw outcome.error;
    } else if (outcome.retry === "port") {
      state = { ...state, port: await freePort() };
      writeState(home, state);
    }
    if (attempt >= 40)
      throw new AppError(
        "unavailable",
        `The database can't start because parts of an earlier one still run: stop the "postgres" processes of ${dataFolder} and try again.`,
      );
    if ("retry" in outcome && outcome.retry === "wait") await sleep(250);
  }
}

/** The living server, once it has finished starting or stopping; null when there is none. */
async function settled(dataFolder: string): Promise<Server | null> {
  for (;;) {
    const server = findServer(dataFolder);
    if (!server || server.ready) return server;
    await sleep(20);
  }
}
