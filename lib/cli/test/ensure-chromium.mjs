import { join } from "node:path";
import { findChromium } from "../../../e2e/chromium.mjs";
import { runQuietly } from "../launch/command.mjs";
import { step } from "../launch/progress.mjs";
import { ROOT } from "../launch/root.mjs";

const LIMIT_MS = 5 * 60_000;

/** Path of a Chromium: a present one, else Playwright's download, else (as root, with apt) the system's package. Null when all fail. */
export async function ensureChromium() {
  const present = await findChromium();
  if (present) return present;
  await tryTo("Downloading Chromium (once)", process.execPath, [join(ROOT, "node_modules/@playwright/test/cli.js"), "install", "chromium"]);
  const fetched = await findChromium();
  if (fetched || process.getuid?.() !== 0) return fetched;
  await tryTo("Reading the system's package lists", "apt-get", ["update"]);
  await tryTo("Installing the system's Chromium (once)", "apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
  return findChromium();
}

async function tryTo(label, program, args) {
  try {
    await step(label, async (detail) => {
      const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
      const { code, lines } = await runQuietly(program, args, {
        cwd: ROOT,
        env,
        timeoutMs: LIMIT_MS,
        onLine: (line) => detail(line.slice(0, 60)),
      });
      if (code !== 0) throw new Error(lines.slice(-3).join("\n"));
    });
  } catch (error) {
    console.error(error.message);
  }
}
