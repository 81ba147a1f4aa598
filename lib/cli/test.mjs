// The door of `npm test`: every check there is, then one line that counts them. No dependencies, since on a fresh clone there are none yet.
import "./node-version.mjs";

async function main() {
  const { mkdtempSync, rmSync } = await import("node:fs");
  const { tmpdir } = await import("node:os");
  const { join } = await import("node:path");
  const { ROOT } = await import("./launch/root.mjs");
  const { installPackages } = await import("./launch/install.mjs");
  const { oneAtATime } = await import("./launch/one-at-a-time.mjs");
  const { buildApp } = await import("./launch/build.mjs");
  const { browserStage, oldestPostgresStage, staticStage, sum, vitestStage } = await import("./test/stages.mjs");
  process.chdir(ROOT);
  await oneAtATime(() => installPackages());

  const reports = mkdtempSync(join(tmpdir(), "permille-reports-"));
  const counts = [];
  try {
    counts.push(await staticStage("Types", ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."]));
    counts.push(await staticStage("Lint and format", ["node_modules/@biomejs/biome/bin/biome", "ci", "."]));
    counts.push(await vitestStage(join(reports, "vitest.json")));
    const oldest = await oldestPostgresStage(join(reports, "postgres-15.json"));
    if (oldest) counts.push(oldest);
    else console.log("\nPostgreSQL 15 is not installed here: its tests did not run.");
    const built = await staticStage("Build", () => oneAtATime(() => buildApp()));
    counts.push(built);
    if (built.failed === 0) counts.push(await browserStage(join(reports, "browser.json")));
    else console.error("\nThe browser tests did not run, since the build failed.");
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  const { passed, failed, skipped } = sum(counts);
  console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
  process.exitCode = failed > 0 ? 1 : 0;
}

main().catch((error) => {
  console.error(error && error.constructor.name === "Sentence" ? `\n${error.message}` : error);
  console.log("\n0 passed, 1 failed");
  process.exitCode = 1;
});
