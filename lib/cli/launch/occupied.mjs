import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkPort } from "./port.mjs";
import { Sentence } from "./sentence.mjs";

/** The command that the user typed. */
export const commandOf = (mode) => (mode === "start" ? "npm start" : `npm run ${mode}`);

/** Where this mode keeps its things: the demo never mixes with real data. */
export const homeOf = (mode, env = process.env) => resolve(env.PERMILLE_HOME?.trim() || (mode === "demo" ? ".permille-demo" : ".permille"));

/** Before the long steps: throws one sentence when this home runs already or its port is taken. */
export async function checkFree(mode, env = process.env) {
  const running = runningInstance(homeOf(mode, env));
  if (running)
    throw new Sentence(
      `Permille already runs on ${running.url} (process ${running.pid}): open it, or stop it first with Ctrl-C in its terminal.`,
    );
  const port = Number(env.PORT?.trim() || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Sentence("PORT must be a port number from 1 to 65535, such as 3000.");
  await checkPort(port, commandOf(mode));
}

/** The living launcher of a home, from home/running.json; null when there is none. */
export function runningInstance(home) {
  try {
    const { pid, startedAt, url } = JSON.parse(readFileSync(join(home, "running.json"), "utf8"));
    process.kill(pid, 0);
    return pid !== process.pid && startedAt === processStart(pid) ? { pid, url } : null;
  } catch (error) {
    if (error.code === "EPERM")
      throw new Sentence(`Another user runs Permille on ${home}: stop it first, or choose another PERMILLE_HOME.`);
    return null;
  }
}

/** Tells a process from a later one with the same id; null where the system does not say. */
export function processStart(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return null;
  }
}
