import { ingestInput, openIngest } from "../ingest";
import { createUser } from "../people";
import type { Bench } from "./bench";
import { type Figure, figure } from "./figure";
import { scrapeOf } from "./gpu-lines";
import { type PageWeightOptions, pageWeights } from "./page-weight";

const PERSON = { email: "pages@example.com", password: "a long enough password" };
const PAGES = ["/", "/requests", "/why", "/routing", "/gpu", "/sources", "/prices", "/budgets", "/reports", "/settings"] as const;
/** An hour of so many GPUs, so that their page has something to show. */
const GPUS = 64;
const HOUR_MS = 3_600_000;

/** Each page in a browser with an empty cache; no figures where there is no Chromium. */
export async function pagesSuite(bench: Bench): Promise<Figure[]> {
  const { findChromium, launchArgs } = await import("../../e2e/chromium.mjs");
  const executablePath = await findChromium();
  if (!executablePath) {
    bench.say("There is no Chromium to measure pages with");
    return [];
  }
  const { url } = await bench.dataSet();
  await bench.using(
    url,
    async (sql) => {
      await createUser(sql, { ...PERSON, role: "admin", by: "bench" });
      const from = Date.now() - HOUR_MS;
      const scrapes = async function* () {
        for (let minute = 0; minute < 60; minute += 1) yield scrapeOf(GPUS, minute, from);
      };
      await ingestInput(await openIngest(sql), scrapes(), { file: "gpus.prom", origin: "file", now: new Date() });
    },
    4,
  );
  const server = await bench.startServer(url);
  const { chromium } = await import("@playwright/test");
  const browser = await chromium.launch({ executablePath, args: [...launchArgs] });
  try {
    const { cookie = "" } = await server.signIn(PERSON.email, PERSON.password);
    const weights = await pageWeights({ browser, baseUrl: server.url, session: storageState(server.url, cookie), pages: PAGES });
    return weights.flatMap(({ page, scriptKbGzip, firstLoadMs }) => [
      figure(`${page}: script`, scriptKbGzip, "kB gzip", "empty cache", "≤ 300"),
      figure(`${page}: first load`, firstLoadMs / 1000, "s", "empty cache, until the content stands there", "≤ 1.5"),
    ]);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** A session cookie as a browser keeps it. */
function storageState(url: string, cookie: string): PageWeightOptions["session"] {
  const cut = cookie.indexOf("=");
  const kept = { name: cookie.slice(0, cut), value: cookie.slice(cut + 1), domain: new URL(url).hostname, path: "/" };
  return { cookies: [{ ...kept, expires: -1, httpOnly: true, secure: false, sameSite: "Lax" }], origins: [] };
}
