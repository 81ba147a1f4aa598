import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "./root.mjs";

/** Two starts at once on a fresh clone must not install and build over each other: the second waits for the first. */
export async function oneAtATime(work, root = ROOT) {
  const folder = join(root, ".permille-preparing");
  const note = join(folder, "pid");
  for (let said = false; !take(folder, note); ) {
    if (isAbandoned(folder, note)) rmSync(folder, { recursive: true, force: true });
    else if (!said) said = console.error("  Waiting for another start of Permille in this folder …") === undefined;
    await sleep(200);
  }
  const letGo = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", letGo);
  try {
    return await work();
  } finally {
    letGo();
    process.off("exit", letGo);
  }
}

function take(folder, note) {
  try {
    mkdirSync(folder);
    writeFileSync(note, String(process.pid));
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function isAbandoned(folder, note) {
  try {
    process.kill(Number(readFileSync(note, "utf8")), 0);
    return false;
  } catch (error) {
    // EPERM: it lives and is someone else's. ENOENT: the other start is between its two steps, unless it died there.
    return (
      error.code === "ESRCH" ||
      (error.code === "ENOENT" && Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 10_000)
    );
  }
}
