import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "./command.mjs";
import { step } from "./progress.mjs";
import { ROOT } from "./root.mjs";
import { Sentence } from "./sentence.mjs";

const FOLDERS = ["app", "components", "db", "lib", "public"];
const FILES = [
  "package-lock.json",
  "next.config.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "middleware.ts",
  "proxy.ts",
  "instrumentation.ts",
];

/** Builds the web application when its sources changed since the last whole build. */
export async function buildApp(root = ROOT) {
  const stamp = join(root, ".next", "permille-build");
  const sources = hashSources(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  await step("Building the application (after a change)", async () => {
    rmSync(stamp, { force: true });
    const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
    const { code, lines } = await runQuietly(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
      cwd: root,
      env,
    });
    if (code !== 0) throw new Sentence(`${lines.slice(-40).join("\n")}\nThe application could not be built; the reason stands above.`);
    writeFileSync(stamp, sources);
  });
}

/** Tests and fixtures are no part of the build. */
function hashSources(root) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  const add = (path) =>
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)))
      .update("\0");
  for (const file of FILES) if (existsSync(join(root, file))) add(file);
  for (const folder of FOLDERS.filter((name) => existsSync(join(root, name)))) {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1));
    for (const path of paths.sort()) if (!/\.test\.tsx?$|\/fixtures\//.test(path)) add(path);
  }
  return hash.digest("hex");
}
