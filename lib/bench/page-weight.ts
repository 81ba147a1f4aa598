import { gzipSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Page, Response } from "@playwright/test";

export interface PageWeight {
  /** The path as it was asked for. */
  page: string;
  /** All script that a browser with an empty cache downloads for this page until it is quiet, gzip; 1 kB = 1,000 bytes. */
  scriptKbGzip: number;
  /** From the navigation's start until its heading (or form) stands there and no skeleton does; the smallest of the rounds, ms. */
  firstLoadMs: number;
}

export interface PageWeightOptions {
  browser: Browser;
  /** Where a production build answers. */
  baseUrl: string;
  /** `storageState()` of a context that is signed in; undefined for pages that are seen without. */
  session?: BrowserContextOptions["storageState"];
  pages: readonly string[];
  rounds?: number;
}

const QUIET_MS = 500;
const LIMIT_MS = 20_000;

/** Loads each page cold: every load has a browser context of its own, so nothing is cached. Throws where a page does not come up within 20 s. */
export async function pageWeights({ browser, baseUrl, session, pages, rounds = 3 }: PageWeightOptions): Promise<PageWeight[]> {
  const weights: PageWeight[] = [];
  for (const page of pages) {
    const loads: PageWeight[] = [];
    while (loads.length < rounds) loads.push(await loadCold(browser, { baseURL: baseUrl, storageState: session }, page));
    weights.push({
      page,
      scriptKbGzip: Math.max(...loads.map((load) => load.scriptKbGzip)),
      firstLoadMs: Math.min(...loads.map((load) => load.firstLoadMs)),
    });
  }
  return weights;
}

async function loadCold(browser: Browser, options: BrowserContextOptions, path: string): Promise<PageWeight> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  try {
    const page = await context.newPage();
    const scripts: Promise<number>[] = [];
    page.on("response", (response) => {
      if (response.request().resourceType() === "script" && response.ok()) scripts.push(gzipBytes(response));
    });
    await page.addInitScript(WATCH_FOR_CONTENT);
    await page.goto(path, { waitUntil: "commit", timeout: LIMIT_MS });
    const seen = await page.waitForFunction(() => performance.getEntriesByName("permille-content")[0]?.startTime, null, {
      timeout: LIMIT_MS,
    });
    const firstLoadMs = Math.round(Number(await seen.jsonValue()));
    await untilQuiet(page, scripts);
    const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
    return { page: path, scriptKbGzip: Math.round(bytes / 100) / 10, firstLoadMs };
  } finally {
    await context.close();
  }
}

// Text and not a function: what loads TypeScript names functions by a call that the page does not have.
const WATCH_FOR_CONTENT = `(function look() {
  const there = document.querySelector("h1") && !document.querySelector("[data-slot=skeleton], [aria-label=Loading]");
  if (there && document.readyState !== "loading") performance.mark("permille-content");
  else requestAnimationFrame(look);
})()`;

/** What went over the wire where the server compresses, else what it would be. */
async function gzipBytes(response: Response): Promise<number> {
  if ((await response.headerValue("content-encoding")) === "gzip") return (await response.request().sizes()).responseBodySize;
  return gzipSync(await response.body()).byteLength;
}

/** Until no script has come for a while. */
async function untilQuiet(page: Page, scripts: readonly unknown[]): Promise<void> {
  await page.waitForLoadState("networkidle");
  for (let before = -1; before !== scripts.length; ) {
    before = scripts.length;
    await page.waitForTimeout(QUIET_MS);
  }
}
