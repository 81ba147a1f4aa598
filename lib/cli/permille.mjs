// The command line: `npm run permille -- <command>`. Plain JavaScript until Node and the packages are known to be there.
import "./node-version.mjs";
import { register } from "tsx/esm/api";

register();
const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));
