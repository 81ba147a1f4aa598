import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What tells a process from a later one with the same id: boot and start time. Null when no such process lives (a zombie doesn't).
 */
export function processIdentity(pid: number): string | null {
  return process.platform === "linux" ? linuxIdentity(pid) : psIdentity(pid);
}

export function isAlive(pid: number, identity: string): boolean {
  return processIdentity(pid) === identity;
}

/** The name of a living process's program ("postgres"), or null. */
export function programName(pid: number): string | null {
  try {
    if (process.platform === "linux") return processIdentity(pid) && readFileSync(`/proc/${pid}/comm`, "utf8").trim();
    return (
      execFileSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" })
        .trim()
        .split("/")
        .at(-1) ?? null
    );
  } catch {
    return null;
  }
}

function linuxIdentity(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name is in parentheses and may hold spaces: fields are counted from the last ")".
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? null : `${bootId()}:${fields[19]}`;
  } catch {
    return null;
  }
}

function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}

function psIdentity(pid: number): string | null {
  try {
    const line = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
    }).trim();
    return !line || line.startsWith("Z") ? null : line.replace(/^\S+\s+/, "");
  } catch {
    return null;
  }
}
