import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { AppError } from "../../lib/errors";

/** Who runs PostgreSQL. Null: this process's own user. */
export type Account = { name: string; uid: number; gid: number } | null;

/**
 * PostgreSQL refuses to run as root: root lends it the owner of existing data, else the user "postgres", else one made for it.
 * Throws `unavailable` where the data belongs to another user than this one.
 */
export function databaseAccount(dataFolder: string): Account {
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  const uid = process.getuid?.();
  if (uid === undefined)
    throw new AppError("unavailable", "The built-in database needs Linux or macOS; set DATABASE_URL to a PostgreSQL 15 or newer.");
  if (uid !== 0) {
    if (!owner || owner.uid === uid) return null;
    // Root's home holds data of the user it lent, but only root can start it.
    const name = userName(statSync(dirname(dataFolder)).uid);
    throw new AppError(
      "unavailable",
      `The database folder ${dataFolder} belongs to the user ${name}: run the command as ${name}, or choose another folder with PERMILLE_HOME.`,
    );
  }
  if (owner && owner.uid !== 0) return { name: userName(owner.uid), uid: owner.uid, gid: owner.gid };
  return known("postgres") ?? known("permille") ?? created() ?? known("nobody") ?? noAccount();
}

/** The nearest folder on the way to `path` (itself included) that `account` may not enter; null when it may enter all. */
export function closedFolder(path: string, account: Account): string | null {
  if (!account || mayEnter(path, account)) return null;
  const parent = dirname(path);
  return (parent === path ? null : closedFolder(parent, account)) ?? path;
}

function mayEnter(path: string, account: NonNullable<Account>): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd -- "$0"', path], { uid: account.uid, gid: account.gid, cwd: "/", stdio: "ignore" }).status === 0;
}

function known(name: string): Account {
  try {
    const id = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { name, uid: id("-u"), gid: id("-g") };
  } catch {
    return null;
  }
}

function created(): Account {
  const ways: [string, string[]][] = [
    ["useradd", ["--system", "--user-group", "--no-create-home", "--home-dir", "/", "--shell", "/bin/false", "permille"]],
    ["adduser", ["-S", "-D", "-H", "-h", "/", "-s", "/bin/false", "permille"]],
  ];
  for (const [command, args] of ways) {
    spawnSync(command, args, { stdio: "ignore" });
    const account = known("permille");
    if (account) return account;
  }
  return null;
}

function noAccount(): never {
  throw new AppError(
    "unavailable",
    "PostgreSQL does not run as root and no user could be made for it: add one with `useradd --system postgres`, or run as an ordinary user.",
  );
}

function userName(uid: number): string {
  try {
    return execFileSync("id", ["-un", String(uid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || String(uid);
  } catch {
    return String(uid);
  }
}
