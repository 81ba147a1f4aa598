import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeOwned } from "./files";
import { isAlive, processIdentity } from "./process";

let taken = 0;

/** Says that this process uses the database of `home`, until `giveBack` or until the process is gone. */
export function takeLease(home: string): { giveBack(): void } {
  const folder = join(home, "leases");
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const path = join(folder, `${process.pid}-${++taken}`);
  writeOwned(path, processIdentity(process.pid) ?? "", 0o644);
  return { giveBack: () => rmSync(path, { force: true }) };
}

/** The ids of living processes that use the database of `home`; leases of dead ones are removed. Call under the lock. */
export function liveUsers(home: string): number[] {
  const folder = join(home, "leases");
  return list(folder).flatMap((name) => {
    const pid = Number.parseInt(name, 10);
    if (isAlive(pid, read(join(folder, name)))) return [pid];
    rmSync(join(folder, name), { force: true });
    return [];
  });
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+-\d+$/.test(name));
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
