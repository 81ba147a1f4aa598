import { readFileSync } from "node:fs";
import { join } from "node:path";
import { npm, runQuietly } from "./command.mjs";
import { step } from "./progress.mjs";
import { ROOT } from "./root.mjs";
import { Sentence } from "./sentence.mjs";

/** Brings node_modules to what package-lock.json says; nothing to do when it is that already. */
export async function installPackages(root = ROOT) {
  if (isInstalled(root)) return;
  await step("Installing packages (once, about a minute)", async (detail) => {
    const [program, args] = npm(["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"]);
    const { code, lines } = await runQuietly(program, args, {
      cwd: root,
      onLine: (line) => detail(line.replace(/^npm /, "").slice(0, 60)),
    }).catch((cause) => {
      throw new Sentence("npm was not found: install Node.js with npm from https://nodejs.org and run the command again.", { cause });
    });
    if (code === 0 && isInstalled(root)) return;
    const reason = lines.filter((line) => /^npm (error|ERR!)/.test(line)).slice(0, 8);
    throw new Sentence(
      `${reason.join("\n") || lines.slice(-8).join("\n")}\nThe packages could not be installed: check the network and the disk, then run the command again.`,
    );
  });
}

/** npm notes in node_modules what it installed, as its last act: an interrupted install has no note, and a changed lock differs from it. */
export function isInstalled(root = ROOT) {
  const wanted = packages(join(root, "package-lock.json"));
  const present = packages(join(root, "node_modules", ".package-lock.json"));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === "" || (present[path] ? present[path].version === entry.version : Boolean(entry.optional || entry.devOptional)),
  );
}

function packages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return null;
  }
}
