import { isDemoLoaded } from "../../demo/state";
import { errorMessage } from "../../errors";
import { onConnection } from "./on-connection";
import { step } from "./progress.mjs";

export interface Company {
  /** Resolves once the company can be shown: at once where it was loaded before, however long ago. */
  whole: Promise<void>;
  /** Resolves once it reaches until now. */
  caughtUp: Promise<void>;
}

/** Loads the demo company through the collectors, or the days that passed since it was; what goes wrong is thrown by both promises. */
export async function ensureDemo(url: string, now: Date): Promise<Company> {
  const known = await onConnection(url, isDemoLoaded);
  const caughtUp = step(known ? "Catching up with the demo company" : "Loading the demo company through the collectors", async (detail) => {
    // The collectors are most of the code: a start without the demo does not wait for them.
    const { loadDemo } = await import("../../demo");
    await loadDemo({ url, now, log: { info: detail, warn: (message) => console.error(`\n  ${message}`) } });
  });
  caughtUp.catch(() => {});
  return { whole: known ? Promise.resolve() : caughtUp, caughtUp };
}

const EVERY_MS = 5 * 60_000;

/**
 * Lets the loaded company go on, every five minutes: a demo that stands still would soon look like silent hosts and late data. Resolves, when stopped,
 * after what is under way.
 */
export function keepDemoGoing(url: string, say: (message: string) => void): { stop: () => Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let told = false;
  const quiet = { info() {}, warn: say };
  const timer = setInterval(() => {
    running = running
      .then(async () => (await import("../../demo")).continueDemo({ url, now: new Date(), log: quiet }))
      .catch((error) => {
        if (!told) say(`The demo company stands still: ${errorMessage(error)}`);
        told = true;
      });
  }, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}
