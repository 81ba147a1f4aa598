import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../errors";

const NOTE = "demo.json";

/** Says that a home is the demo's. Throws `conflict` where it holds real data already. */
export function claimForDemo(home: string): void {
  mkdirSync(home, { recursive: true, mode: 0o711 });
  if (existsSync(join(home, NOTE))) return;
  if (existsSync(join(home, "database.json"))) {
    throw new AppError(
      "conflict",
      `${home} holds real data, and the demo would mix with it: leave PERMILLE_HOME out, or name a new folder.`,
    );
  }
  writeFileSync(join(home, NOTE), "{}\n", { mode: 0o644 });
}

/** Throws `conflict` where `npm start` was pointed at the demo's home. */
export function refuseDemoHome(home: string): void {
  if (existsSync(join(home, NOTE)))
    throw new AppError("conflict", `${home} holds the demo company: run \`npm run demo\`, or choose another PERMILLE_HOME for real data.`);
}
