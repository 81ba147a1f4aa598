import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Runs a command to its end with its output read line by line; gives the exit code and the last 200 lines. It does not outlive this process. */
export function runQuietly(program, args, { cwd, env = process.env, onLine = () => {}, timeoutMs = 0 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const timer = timeoutMs ? setTimeout(() => child.kill("SIGKILL"), timeoutMs) : undefined;
    const kill = () => child.kill();
    process.once("exit", kill);
    const lines = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (lines.length > 200) lines.shift();
        onLine(line);
      });
    }
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      process.off("exit", kill);
      resolve({ code, lines });
    });
  });
}

/** npm as the program that started this one, else the one on PATH. */
export function npm(args) {
  const own = process.env.npm_execpath;
  return own?.endsWith("npm-cli.js") ? [process.execPath, [own, ...args]] : ["npm", args];
}
