import { cpus, totalmem } from "node:os";
import type { Bench } from "./bench";
import { type Figure, thousands } from "./figure";
import type { SuiteName } from "./options";
import { suites } from "./suites";

/** What stood under the figures. */
export interface Machine {
  cpus: number;
  cpu: string;
  memoryGb: number;
  platform: string;
  node: string;
  postgres: string;
  /** ISO instant. */
  date: string;
}

export interface Report {
  machine: Machine;
  options: Pick<Bench["options"], "lines" | "pairs" | "seconds" | "requests" | "days">;
  /** Figures that have a target, and those that meet it. */
  judged: number;
  met: number;
  figures: (Figure & { suite: SuiteName })[];
}

export async function machineOf(bench: Bench): Promise<Machine> {
  const url = await bench.newDatabase();
  const [row] = await bench.using(url, (sql) => sql<{ version: string }[]>`select current_setting('server_version') as version`);
  await bench.dropDatabase(url);
  const [first, ...rest] = cpus();
  return {
    cpus: rest.length + 1,
    cpu: first?.model.trim() ?? "",
    memoryGb: Math.round(totalmem() / 1e9),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    postgres: row?.version ?? "",
    date: new Date().toISOString(),
  };
}

/** Figures by suite, with a sign where they meet (✓) or miss (✗) their target. */
export function tableOf({ machine, judged, met, figures }: Report): string {
  const width = Math.max(...figures.map((one) => one.figure.length), 0);
  const lines: string[] = [];
  for (const name of new Set(figures.map(({ suite }) => suite))) {
    lines.push("", suites[name].title);
    for (const one of figures.filter(({ suite }) => suite === name)) lines.push(lineOf(one, width));
  }
  lines.push("", `${met} of ${judged} targets met`);
  lines.push(
    `${machine.cpus} × ${machine.cpu || "CPU"}, ${machine.memoryGb} GB, ${machine.platform}, Node ${machine.node}, PostgreSQL ${machine.postgres}, ${machine.date.slice(0, 10)}`,
  );
  return `${lines.join("\n")}\n`;
}

function lineOf({ figure, value, unit, target, met, against }: Figure, width: number): string {
  const sign = met === null ? " " : met ? "✓" : "✗";
  return `${sign} ${figure.padEnd(width)}  ${thousands(value).padStart(9)} ${unit.padEnd(10)} ${(target ?? "").padEnd(8)}  ${against}`;
}
