import { readFileSync, statSync } from "node:fs";
import { AppError } from "../../lib/errors";

/** Why a start failed, as far as the starter can act on it. */
export type StartFailure = { retry: "port" | "wait" } | { error: AppError };

/** What the server (or initdb) wrote while it failed → what to do. Pure. */
export function explainFailure(output: string, place: { dataFolder: string; logFile: string }): StartFailure {
  const because = (message: string): StartFailure => ({
    error: new AppError("unavailable", message, { cause: new Error(output.slice(-4000)) }),
  });
  if (/Address already in use|could not bind/i.test(output)) return { retry: "port" };
  // The children of a killed server need a moment to notice.
  if (/pre-existing shared memory block|lock file "postmaster.pid" already exists/i.test(output)) return { retry: "wait" };
  if (/shared memory|could not map anonymous/i.test(output)) {
    return because(
      "The system gives the database too little shared memory: raise it (in a container: --shm-size=256m, or kernel.shmmax and shmall), or set DATABASE_URL.",
    );
  }
  if (/No space left on device|Disk quota exceeded/i.test(output))
    return because(`The disk of ${place.dataFolder} is full: free at least 300 MB and start again; no data was lost.`);
  if (/database files are incompatible|initialized by PostgreSQL version/i.test(output)) {
    return because(
      `The database in ${place.dataFolder} was made by another PostgreSQL version: start it with the Permille release that made it, or restore a backup into a new PERMILLE_HOME.`,
    );
  }
  if (/wrong ownership|Permission denied|Operation not permitted/i.test(output)) {
    return because(
      `The database folder ${place.dataFolder} can't be read by the user who runs the database: correct its owner, or choose another folder with PERMILLE_HOME.`,
    );
  }
  if (/invalid permissions/i.test(output))
    return because(
      `The database folder ${place.dataFolder} is open to other users: run \`chmod 700 ${place.dataFolder}\` and start again.`,
    );
  if (
    /valid checkpoint|could not open file "global\/pg_control"|incorrect checksum in control file|invalid (data|primary checkpoint)/i.test(
      output,
    )
  ) {
    return because(
      `The database in ${place.dataFolder} is damaged: restore a backup into a new PERMILLE_HOME; details are in ${place.logFile}.`,
    );
  }
  const line =
    output
      .split("\n")
      .filter((text) => /FATAL|PANIC|error/i.test(text))
      .at(-1) ??
    output.trim().split("\n").at(-1) ??
    "";
  return because(
    `PostgreSQL did not start (${line.replace(/^.*?(FATAL|PANIC|error):\s*/i, "").trim() || "no reason given"}); details are in ${place.logFile}.`,
  );
}

/** The text that was added to `path` since it had `offset` bytes. */
export function textSince(path: string, offset: number): string {
  try {
    return readFileSync(path).subarray(offset).toString("utf8");
  } catch {
    return "";
  }
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
