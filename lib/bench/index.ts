import { errorMessage, isAppError } from "../errors";
import { Bench } from "./bench";
import type { Figure } from "./figure";
import { type Options, readOptions, type SuiteName, USAGE } from "./options";
import { machineOf, type Report, tableOf } from "./report";
import { suites } from "./suites";

function options(): Options | null {
  const args = process.argv.slice(2);
  if (args.includes("--help")) return null;
  try {
    return readOptions(args);
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n\n`);
    process.exitCode = 2;
    return null;
  }
}

const sentenceOf = (error: unknown): string =>
  error instanceof Error && "issues" in error && Array.isArray(error.issues)
    ? error.issues.map((issue: { message: string }) => issue.message).join(". ")
    : errorMessage(error);

/** Runs the suites one after the other; one that fails leaves the figures of the others. */
async function measure(bench: Bench): Promise<Report> {
  const { lines, pairs, seconds, requests, days } = bench.options;
  const machine = await machineOf(bench);
  const figures: (Figure & { suite: SuiteName })[] = [];
  for (const suite of bench.options.suites) {
    try {
      for (const one of await suites[suite].run(bench)) figures.push({ suite, ...one });
    } catch (error) {
      bench.say(`The suite ${suite} ended early: ${isAppError(error) || !(error instanceof Error) ? errorMessage(error) : error.stack}`);
    }
  }
  const judged = figures.filter(({ met }) => met !== null);
  return {
    machine,
    options: { lines, pairs, seconds, requests, days },
    judged: judged.length,
    met: judged.filter(({ met }) => met).length,
    figures,
  };
}

const chosen = options();
if (!chosen) {
  process.stderr.write(`${USAGE}\n`);
} else {
  const bench = new Bench(chosen, (text) => process.stderr.write(`${text}\n`));
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      bench.say("Stopping …");
      void bench.close().finally(() => process.exit(130));
    });
  try {
    const report = await measure(bench);
    process.stdout.write(chosen.json ? `${JSON.stringify(report)}\n` : tableOf(report));
  } finally {
    await bench.close();
  }
}
