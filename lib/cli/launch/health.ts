import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../../errors";

/** Waits until `url` answers 200. Throws `unavailable` after `limitMs`, or as soon as `gaveUp` says so. */
export async function waitUntilHealthy(url: string, gaveUp: () => boolean, limitMs = 120_000): Promise<void> {
  const giveUpAt = Date.now() + limitMs;
  while (!(await answers(url))) {
    if (gaveUp() || Date.now() > giveUpAt)
      throw new AppError(
        "unavailable",
        `The web process does not answer on ${url}; the reason stands above or in the log files of PERMILLE_HOME.`,
      );
    await sleep(150);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(10_000), redirect: "manual" })).ok;
  } catch {
    return false;
  }
}
