import { demoLoadedAt, demoWasLoaded } from "./demo-home";
import { step } from "./progress.mjs";

export interface DemoInput {
  url: string;
  log: { info(message: string): void; warn(message: string): void };
  now: Date;
}

/** Loads the demo company once per home, with progress. */
export async function ensureDemo(home: string, url: string, now: Date): Promise<void> {
  if (demoLoadedAt(home)) return;
  await step("Loading the demo company through the collectors", async (detail) => {
    const { loadDemo }: { loadDemo(input: DemoInput): Promise<unknown> } = await import(DEMO);
    await loadDemo({ url, now, log: { info: detail, warn: (message) => console.error(`\n  ${message}`) } });
  });
  demoWasLoaded(home, now);
}

const DEMO: string = "../../demo/index";
