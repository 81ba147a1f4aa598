import { spawn } from "node:child_process";
import type { Account } from "./account";

/** PostgreSQL's programs see none of this process's settings: PGDATA or PGPORT of the user's shell must not reach them. */
export const CLEAN_ENV: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LANG: "C",
  LC_ALL: "C",
  TZ: "UTC",
};

export const asAccount = (account: Account): { uid?: number; gid?: number } => (account ? { uid: account.uid, gid: account.gid } : {});

/** Runs a program to its end, out of reach of Ctrl-C; stdout and stderr together in `output`. */
export function run(program: string, args: string[], account: Account, input = ""): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...asAccount(account), cwd: "/", env: CLEAN_ENV, detached: true, stdio: "pipe" });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
