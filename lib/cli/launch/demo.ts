import { step } from "./progress.mjs";

/** Loads the demo company through the collectors, or the days that passed since; does nothing when it is up to date. */
export async function ensureDemo(url: string, now: Date): Promise<void> {
  await step("Loading the demo company through the collectors", async (detail) => {
    // The collectors are most of the code: a start without the demo does not wait for them.
    const { loadDemo } = await import("../../demo");
    await loadDemo({ url, now, log: { info: detail, warn: (message) => console.error(`\n  ${message}`) } });
  });
}
