import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES = [
  "/usr/bin",
  "/usr/local/bin",
  "/snap/bin",
  "/opt/google/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS",
  "/Applications/Chromium.app/Contents/MacOS",
];

/** Path of a Chromium to test with: PERMILLE_CHROMIUM, one that the system has, one that Playwright downloaded; null when there is none. */
export async function findChromium(env = process.env) {
  const folders = [...(env.PATH ?? "").split(delimiter).filter(Boolean), ...PLACES];
  const candidates = [
    env.PERMILLE_CHROMIUM,
    ...folders.flatMap((folder) => [...NAMES, "Google Chrome", "Chromium"].map((name) => join(folder, name))),
  ];
  return candidates.find((path) => path && isRunnable(path)) ?? (await downloaded());
}

/** Quiet and offline; as root Chromium has no sandbox to give. */
export const launchArgs = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

async function downloaded() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return isRunnable(path) ? path : null;
}

function isRunnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
