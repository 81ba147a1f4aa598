import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "../../lib/errors";
import { type Account, closedFolder } from "./account";
import type { Binaries } from "./binaries";
import { explainFailure } from "./failures";
import { exists, writeOwned } from "./files";
import { run } from "./run";
import { ROLE } from "./state";

const ROOM_TO_CREATE_MB = 300;
const ROOM_TO_START_MB = 64;

/** The data folder of one major version: an upgrade never opens the files of the version before. */
export const dataFolderOf = (home: string, major: number): string => join(home, `pg${major}`);

/** Is there a database in the folder? Throws `unavailable` for another version's data, or for files that are no database. */
export function holdsData(home: string, major: number): boolean {
  const folder = dataFolderOf(home, major);
  const files = list(folder);
  if (files.length === 0) {
    const other = list(home).find((name) => /^pg\d+$/.test(name) && name !== `pg${major}` && list(join(home, name)).length > 0);
    if (!other) return false;
    throw new AppError(
      "unavailable",
      `${join(home, other)} is a database of PostgreSQL ${other.slice(2)} and this release of Permille uses ${major}: start it with the release that made it, or restore a backup into a new PERMILLE_HOME.`,
    );
  }
  if (!files.includes("PG_VERSION") || !exists(join(folder, "global", "pg_control"))) {
    throw new AppError(
      "unavailable",
      `${folder} holds files but no whole database: move the folder away to start anew, or restore a backup into it.`,
    );
  }
  const made = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
  if (made === String(major)) return true;
  throw new AppError(
    "unavailable",
    `${folder} is a database of PostgreSQL ${made}, not ${major}: start it with the release that made it, or restore a backup into a new PERMILLE_HOME.`,
  );
}

/** Makes the folder Permille keeps its things in. Throws `unavailable` with what to do. */
export function makeHome(home: string): void {
  try {
    // Entered, not listed, by others: root's home holds the data of another user.
    mkdirSync(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  } catch (cause) {
    throw new AppError("unavailable", `The folder ${home} can't be made: give it a place you may write to with PERMILLE_HOME.`, { cause });
  }
}

/** Throws `unavailable` where the user who runs PostgreSQL can't get to `home`. */
export function checkReach(home: string, account: Account): void {
  const closed = closedFolder(home, account);
  if (!closed || !account) return;
  throw new AppError(
    "unavailable",
    `PostgreSQL runs as the user ${account.name}, who may not enter ${closed}: run \`chmod o+x ${closed}\`, or keep the data elsewhere with PERMILLE_HOME=/var/lib/permille.`,
  );
}

/** Throws `unavailable` when the disk has too little room to create or start a database. */
export function checkRoom(home: string, purpose: "create" | "start"): void {
  const { bsize, bavail } = statfsSync(home);
  const freeMb = Math.floor((bsize * bavail) / 1024 ** 2);
  const neededMb = purpose === "create" ? ROOM_TO_CREATE_MB : ROOM_TO_START_MB;
  if (freeMb >= neededMb) return;
  throw new AppError(
    "unavailable",
    `The disk of ${home} has ${freeMb} MB free and the database needs ${neededMb} MB: free some room, or choose another disk with PERMILLE_HOME.`,
  );
}

/**
 * Creates the database files in a sibling folder that gets its name when it is whole: an interrupted creation leaves only the
 * sibling, which never held data, and is made anew.
 */
export async function createData(home: string, binaries: Binaries, account: Account, password: string, sync: boolean): Promise<void> {
  const folder = dataFolderOf(home, binaries.major);
  const draft = `${folder}.new`;
  const passwordFile = join(home, "initdb-password");
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  try {
    writeOwned(passwordFile, `${password}\n`, 0o600);
    if (account) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid);
    const locale = binaries.major >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : [];
    const result = await run(
      join(binaries.folder, "initdb"),
      [
        `--pgdata=${draft}`,
        `--username=${ROLE}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        ...locale,
      ]
        .concat("--data-checksums", "--no-instructions")
        .concat(sync ? [] : ["--no-sync"]),
      account,
    );
    if (result.code !== 0) {
      const failure = explainFailure(result.output, { dataFolder: folder, logFile: "initdb's output" });
      throw "error" in failure
        ? failure.error
        : new AppError("unavailable", `initdb did not finish: ${result.output.trim().split("\n").at(-1)}`);
    }
    chmodSync(draft, 0o700);
    if (exists(folder)) rmdirSync(folder);
    renameSync(draft, folder);
  } finally {
    rmSync(passwordFile, { force: true });
    if (exists(draft) && dirname(draft) === home) rmSync(draft, { recursive: true, force: true });
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return [];
    throw new AppError(
      "unavailable",
      `The folder ${folder} can't be read: correct its owner or mode, or choose another folder with PERMILLE_HOME.`,
      { cause: error },
    );
  }
}
