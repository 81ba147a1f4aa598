import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a whole file at once (draft, then rename), with exactly `mode`. Root gives it to the owner of its folder,
 * so that one run as root doesn't lock the folder's owner out.
 */
export function writeOwned(path: string, content: string, mode: number): void {
  const draft = `${path}.${randomBytes(4).toString("hex")}`;
  try {
    writeFileSync(draft, content, { mode });
    chmodSync(draft, mode);
    giveToFolderOwner(draft);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

export function giveToFolderOwner(path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  chownSync(path, uid, gid);
}

export function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
