import { loadDemo } from "../../demo";
import { step } from "./progress.mjs";

/** Loads the demo company through the collectors, or the days that passed since; does nothing when it is up to date. */
export async function ensureDemo(url: string, now: Date): Promise<void> {
  await step("Loading the demo company through the collectors", async (detail) => {
    await loadDemo({ url, now, log: { info: detail, warn: (message) => console.error(`\n  ${message}`) } });
  });
}
