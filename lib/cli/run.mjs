// The door of `npm start`, `npm run demo` and `npm run dev`: no dependencies, since on a fresh clone there are none yet.
import "./node-version.mjs";

async function main() {
  const mode = ["demo", "dev"].find((name) => process.argv.includes(`--${name}`)) || "start";
  const { ROOT } = await import("./launch/root.mjs");
  process.chdir(ROOT);
  const { checkFree } = await import("./launch/occupied.mjs");
  const { oneAtATime } = await import("./launch/one-at-a-time.mjs");
  const { installPackages } = await import("./launch/install.mjs");
  const { buildApp } = await import("./launch/build.mjs");

  await checkFree(mode);
  await oneAtATime(() => installPackages());
  // The build goes on beside the database and the demo company; only the pages wait for it.
  const built = mode === "dev" ? Promise.resolve() : oneAtATime(() => buildApp());
  built.catch(() => {});
  const { register } = await import("tsx/esm/api");
  register();
  const { start } = await import("./start.ts");
  await start(mode, built);
}

main().catch((error) => import("./launch/sentence.mjs").then(({ fail }) => fail(error)));
