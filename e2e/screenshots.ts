import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import postgres from "postgres";
import { databaseUrl, readState } from "../db/cluster/state";
import { budgetSnapshotSchema } from "../lib/budgets/snapshot";
import { demoSignIns } from "../lib/demo";
import { mailFor } from "../lib/email/mail-for";
import { htmlWithPictures } from "../lib/email/render-mail";
import { findChromium, launchArgs } from "./chromium.mjs";

/**
 * The pictures of the documentation, taken from a running demo (`npm run demo`): `npm run screenshots`, with its PORT and PERMILLE_HOME where they are not the usual ones.
 * With a folder as argument they go there, and those of a phone too, to look at.
 */
async function main(): Promise<void> {
  const url = `http://localhost:${process.env.PORT ?? 3000}`;
  const [folder = "docs"] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: (await findChromium()) ?? undefined, args: launchArgs });
  const { email, password } = demoSignIns.find(({ role }) => role === "engineer") ?? {};

  async function signedIn(options: BrowserContextOptions): Promise<Page> {
    const page = await (await browser.newContext({ baseURL: url, reducedMotion: "reduce", locale: "en-US", ...options })).newPage();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(email ?? "");
    await page.getByLabel("Password").fill(password ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("region", { name: "Key figures" }).waitFor();
    return page;
  }
  async function shoot(page: Page, path: string, name: string, { whole = false }: { whole?: boolean } = {}): Promise<void> {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    // Charts draw themselves once their size is known.
    await page.waitForTimeout(500);
    const file = join(folder, `${name}.png`);
    await page.screenshot({ path: file, fullPage: whole });
    console.log(file);
  }
  async function chatRequest(page: Page): Promise<string> {
    await page.goto("/requests?range=days7&where=feature%3Dsupport-chat&where=kind%3Dchat&where=status%3Dsuccess");
    const link = page.getByRole("table").getByRole("link").nth(3);
    return (await link.getAttribute("href")) ?? "/requests";
  }

  try {
    const light = await signedIn({ viewport: { width: 1440, height: 1000 }, colorScheme: "light" });
    await shoot(light, "/", "overview");
    await shoot(light, await chatRequest(light), "request");
    await shoot(light, "/sources", "sources");
    await shoot(light, "/budgets", "budgets");
    await shoot(light, "/why", "why");
    await shoot(light, "/routing", "routing");
    await shoot(light, "/gpu", "gpu", { whole: true });
    await shoot(light, "/alerts", "alerts");
    await mail(light, url, join(folder, "mail-budget.png"));
    const dark = await signedIn({ viewport: { width: 1440, height: 1000 }, colorScheme: "dark" });
    await shoot(dark, "/", "overview-dark");
    if (folder !== "docs") await everythingElse(signedIn, shoot, chatRequest);
  } finally {
    await browser.close();
  }
}

/** The newest mail of the outbox, as a mail program shows it. Its numbers come from the demo's database, since no address of the server gives the HTML. */
async function mail(page: Page, url: string, file: string): Promise<void> {
  const state = readState(process.env.PERMILLE_HOME ?? ".permille-demo");
  if (!state) throw new Error("Set PERMILLE_HOME to the folder of the running demo.");
  const sql = postgres(databaseUrl(state), { max: 1 });
  const [row] = await sql`select e.snapshot, d.because from delivery d join alert_event e on e.id = d.event_id
      where d.channel = 'email' and e.kind = 'budget' order by e.threshold desc, d.created_at desc limit 1`;
  await sql.end();
  const snapshot = budgetSnapshotSchema.parse(row?.snapshot);
  const rendered = await mailFor({
    kind: "alert",
    event: "",
    title: "",
    severity: "warning",
    snapshot: snapshot,
    because: String(row?.because),
    url,
    links: { open: `${url}/alerts`, act: null },
  });
  await page.setViewportSize({ width: 680, height: 400 });
  await page.setContent(htmlWithPictures(rendered));
  await page.screenshot({ path: file, fullPage: true });
  console.log(file);
}

async function everythingElse(
  signedIn: (options: BrowserContextOptions) => Promise<Page>,
  shoot: (page: Page, path: string, name: string, options?: { whole?: boolean }) => Promise<void>,
  chatRequest: (page: Page) => Promise<string>,
): Promise<void> {
  const pages = [
    "/requests",
    "/why",
    "/routing",
    "/routing/settings",
    "/gpu",
    "/gpu/settings",
    "/budgets",
    "/alerts",
    "/alerts/rules",
    "/alerts/rules/new",
    "/reports",
    "/outbox",
    "/prices",
    "/settings",
    "/sources/litellm",
  ];
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await signedIn({ viewport: { width: 1440, height: 1000 }, colorScheme });
    await shoot(page, "/", `whole-overview-${colorScheme}`, { whole: true });
    for (const path of pages) await shoot(page, path, `whole${path.replaceAll("/", "-")}-${colorScheme}`, { whole: true });
    await page.context().close();
  }
  const phone = await signedIn({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });
  await shoot(phone, "/", "phone-overview", { whole: true });
  await shoot(phone, await chatRequest(phone), "phone-request", { whole: true });
  for (const path of [...pages, "/sources"]) await shoot(phone, path, `phone${path.replaceAll("/", "-")}`, { whole: true });
}

await main();
