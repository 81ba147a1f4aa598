import { defineConfig } from "@playwright/test";
import { findChromium, launchArgs } from "./e2e/chromium.mjs";

const executablePath = (await findChromium()) ?? undefined;

/** The journeys start their own instances (e2e/fixtures.ts), each with its own PERMILLE_HOME and PORT. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  timeout: 90_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  outputDir: "test-results",
  use: {
    browserName: "chromium",
    launchOptions: { executablePath, args: launchArgs },
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
