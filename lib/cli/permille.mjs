// The command line: `npm run permille -- <command>`. Plain JavaScript until Node and the packages are known to be there.
import "./node-version.mjs";

const { installPackages } = await import("./launch/install.mjs");
try {
  await installPackages();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
const { register } = await import("tsx/esm/api");
register();
const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));
