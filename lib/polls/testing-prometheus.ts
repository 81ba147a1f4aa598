import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const onPath = (name: string): string | null =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file)) ?? null;

/** Tests only: whether a Prometheus is installed here; Debian's package `prometheus` brings both. */
export const hasPrometheus = (): boolean => onPath("prometheus") !== null && onPath("promtool") !== null;

export interface TestPrometheus {
  url: string;
  start(): Promise<void>;
  /** Ends the process; its data stay for the next start. */
  stop(): Promise<void>;
  /** Ends it for good. */
  remove(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** Tests only: a real Prometheus that holds `history` (OpenMetrics text) and scrapes `target` twice a second, with the target labels given. */
export async function makePrometheus(history: string, target: string, labels: Record<string, string>): Promise<TestPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), "permille-prometheus-"));
  const [data, config, past] = ["data", "prometheus.json", "history.txt"].map((name) => join(folder, name)) as [string, string, string];
  // YAML takes JSON as it is.
  writeFileSync(
    config,
    JSON.stringify({
      global: { scrape_interval: "500ms", scrape_timeout: "500ms" },
      scrape_configs: [{ job_name: "dcgm", static_configs: [{ targets: [target], labels }] }],
    }),
  );
  writeFileSync(past, history);
  execFileSync("promtool", ["tsdb", "create-blocks-from", "openmetrics", past, data], { stdio: "pipe" });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let process: ChildProcess | undefined;
  const stop = async () => {
    const running = process;
    process = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGTERM");
    await ended;
  };
  return {
    url,
    stop,
    start: async () => {
      const options = [
        `--config.file=${config}`,
        `--storage.tsdb.path=${data}`,
        `--web.listen-address=127.0.0.1:${port}`,
        "--log.level=error",
      ];
      process = spawn("prometheus", [...options, "--scrape.discovery-reload-interval=100ms"], { stdio: "ignore" });
      for (let tries = 0; tries < 200; tries += 1) {
        const ready = await fetch(`${url}/-/ready`).then(
          (answer) => answer.ok,
          () => false,
        );
        if (ready) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error("Prometheus did not start within 10 s.");
    },
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
