import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../../lib/errors";
import { isAlive, processIdentity } from "./process";

const STEAL_STALE_MS = 10_000;

/**
 * Runs `work` while this process alone holds the lock file `path`. A lock whose process is gone is taken over.
 * Throws `unavailable` when a living process keeps it longer than `patienceMs`.
 */
export async function withLock<T>(path: string, work: () => Promise<T>, patienceMs = 10 * 60_000): Promise<T> {
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid), nonce: randomBytes(8).toString("hex") });
  const giveUp = Date.now() + patienceMs;
  while (!acquire(path, mine)) {
    takeOver(path);
    if (Date.now() > giveUp) {
      throw new AppError(
        "unavailable",
        `Process ${holder(read(path))?.pid ?? "?"} has held ${path} for ${Math.round(patienceMs / 60_000)} minutes; stop it and try again.`,
      );
    }
    await sleep(15 + Math.random() * 15);
  }
  try {
    return await work();
  } finally {
    if (read(path) === mine) rmSync(path, { force: true });
  }
}

/** link() is the atomic "create with content": no reader ever sees a half-written lock. */
function acquire(path: string, mine: string): boolean {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, mine, { mode: 0o644 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the lock of a dead process; `.steal` lets one process at a time judge, else two could each remove the other's fresh lock. */
function takeOver(path: string): void {
  if (!isAbandoned(read(path))) return;
  const steal = `${path}.steal`;
  try {
    writeFileSync(steal, String(process.pid), { flag: "wx" });
  } catch {
    if (ageMs(steal) > STEAL_STALE_MS) rmSync(steal, { force: true });
    return;
  }
  try {
    if (isAbandoned(read(path))) rmSync(path, { force: true });
  } finally {
    rmSync(steal, { force: true });
  }
}

function isAbandoned(content: string | null): boolean {
  if (content === null) return false;
  const by = holder(content);
  return !by || !isAlive(by.pid, by.identity);
}

function holder(content: string | null): { pid: number; identity: string } | null {
  try {
    return JSON.parse(content ?? "");
  } catch {
    return null;
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function ageMs(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
